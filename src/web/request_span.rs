//! What the log says of a request: method, pattern of the address, status. Never the address itself, which may hold
//! whom somebody looked for, or a secret.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use tracing::Span;
use tracing::field::Empty;
use tracing_actix_web::RootSpanBuilder;

/// Around everything that a request does.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_default();
        tracing::info_span!("request", method = %request.method(), route, status = Empty)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        span.record("status", status.as_u16());
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use actix_web::HttpResponse;
    use actix_web::test::TestRequest;

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("one thread").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_log_says_neither_whom_somebody_looked_for_nor_which_slip_rated() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            for address in ["/complaints?q=0905123456", "/d/7Q4MK2RT9XWB"] {
                let request = TestRequest::with_uri(address).to_srv_request();
                let span = RequestSpan::on_request_start(&request);
                span.in_scope(|| tracing::info!("looked"));
                let outcome = Ok(request.into_response(HttpResponse::NotFound().finish()));
                RequestSpan::on_request_end(span.clone(), &outcome);
                span.in_scope(|| tracing::info!("answered"));
            }
        });
        let told = log.0.lock().expect("one thread").clone();
        let told = String::from_utf8(told).expect("text");
        assert!(told.contains("looked") && told.contains("404"), "{told}");
        assert!(!told.contains("0905") && !told.contains("7Q4M"), "{told}");
    }
}
