//! A gateway as the contract in `docs/hook.md` describes it: an HTTP server that keeps what it is sent and answers as
//! told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use data_encoding::HEXLOWER;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    /// `POST /path HTTP/1.1`.
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// A listening gateway; it ends with the tests.
pub struct Gateway {
    pub address: SocketAddr,
    state: Arc<Mutex<(u16, Vec<Call>)>>,
}

impl Gateway {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new((200, Vec::new())));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let _gone = take(&stream, &shared);
            }
        });
        Self { address, state }
    }

    /// Its address, with a word in it that nobody else may read.
    pub fn url(&self) -> String {
        format!("http://{}/sms?token=duong-bi-mat", self.address)
    }

    /// Answers with this status from now on.
    pub fn answer(&self, status: u16) {
        self.state.lock().unwrap().0 = status;
    }

    /// What came so far.
    pub fn calls(&self) -> Vec<Call> {
        self.state.lock().unwrap().1.clone()
    }
}

fn take(stream: &TcpStream, state: &Mutex<(u16, Vec<Call>)>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let mut call = Call {
        line: line.trim_end().to_owned(),
        headers,
        body: String::new(),
    };
    let length = call.header("content-length").parse().unwrap();
    reader.take(length).read_to_string(&mut call.body)?;
    let status = {
        let mut state = state.lock().unwrap();
        state.1.push(call);
        state.0
    };
    let elsewhere = "Location: /elsewhere";
    let answer = format!(
        "HTTP/1.1 {status} X\r\n{elsewhere}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    (&mut &*stream).write_all(answer.as_bytes())
}

impl Call {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether the signature is that of somebody who knows the key, by the recipe of the contract.
    pub fn is_signed(&self, key: &str) -> bool {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key.as_bytes()).unwrap();
        let signed = format!("{}.{}", self.header("x-hailong-timestamp"), self.body);
        mac.update(signed.as_bytes());
        let wanted = format!("sha256={}", HEXLOWER.encode(&mac.finalize().into_bytes()));
        self.header("x-hailong-signature") == wanted
    }
}
