//! A mail server as small as SMTP allows (RFC 5321): takes mails and keeps them, or refuses, vanishes or falls silent.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use data_encoding::BASE64_MIME_PERMISSIVE;
use diesel::prelude::*;
use hailong::config::Secret;
use hailong::db::schema::accounts;

use super::App;
use super::app::until;

/// What the server does with whoever calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes every mail.
    Takes,
    /// Answers each recipient like this, such as `451 4.3.0 bận`.
    Refuses(String),
    /// Hangs up at once.
    Down,
    /// Keeps the line and says nothing.
    Silent,
}

/// A mail as it came.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Address after RCPT TO.
    pub to: String,
    /// Headers and body, lines ended by `\n`.
    pub data: String,
}

/// A listening mail server; it ends with the tests.
pub struct MailServer {
    pub address: SocketAddr,
    state: Arc<Mutex<(Mood, Vec<Mail>)>>,
}

impl MailServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new((Mood::Takes, Vec::new())));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let state = Arc::clone(&shared);
                // Whoever hangs up in the middle has sent nothing.
                std::thread::spawn(move || drop(talk(&stream, &state)));
            }
        });
        Self { address, state }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn set(&self, mood: Mood) {
        self.state.lock().unwrap().0 = mood;
    }

    /// What has been taken so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.state.lock().unwrap().1.clone()
    }
}

fn talk(stream: &TcpStream, state: &Mutex<(Mood, Vec<Mail>)>) -> std::io::Result<()> {
    let mood = state.lock().unwrap().0.clone();
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut out = stream;
    if mood == Mood::Down {
        return Ok(());
    }
    if mood == Mood::Silent {
        // Until the other side hangs up.
        return lines.next().map_or(Ok(()), |line| line.map(drop));
    }
    out.write_all(b"220 mail.test ESMTP\r\n")?;
    let mut to = String::new();
    while let Some(line) = lines.next() {
        let line = line?;
        let upper = line.to_uppercase();
        let answer = if upper.starts_with("RCPT TO:") {
            to = line[8..].trim_matches(['<', '>', ' ']).to_owned();
            match &mood {
                Mood::Refuses(answer) => answer.clone(),
                _ => "250 ok".to_owned(),
            }
        } else if upper == "DATA" {
            out.write_all(b"354 go on\r\n")?;
            let data = read_data(&mut lines)?;
            let mail = Mail {
                to: to.clone(),
                data,
            };
            state.lock().unwrap().1.push(mail);
            "250 taken".to_owned()
        } else if upper == "QUIT" {
            out.write_all(b"221 bye\r\n")?;
            return Ok(());
        } else {
            "250 ok".to_owned()
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

/// Lines up to the single dot.
fn read_data(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> std::io::Result<String> {
    let mut data = String::new();
    for line in lines {
        let line = line?;
        if line == "." {
            break;
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
        data.push('\n');
    }
    Ok(data)
}

impl Mail {
    /// A header's text, put together again and decoded (RFC 2047).
    pub fn header(&self, name: &str) -> String {
        let (head, _) = self.data.split_once("\n\n").unwrap();
        let head = head.replace("\n ", " ").replace("\n\t", " ");
        let start = format!("{}: ", name.to_lowercase());
        let line = head
            .lines()
            .find(|line| line.to_lowercase().starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("no {name} in {head}"));
        decode_words(&line[start.len()..])
    }

    /// The text, decoded.
    pub fn text(&self) -> String {
        let (_, body) = self.data.split_once("\n\n").unwrap();
        match self.header("Content-Transfer-Encoding").as_str() {
            "base64" => decode_base64(body),
            "quoted-printable" => decode_quoted(&body.replace("=\n", "")),
            _ => body.to_owned(),
        }
        .replace("\r\n", "\n")
        .trim_end()
        .to_owned()
    }
}

/// `=?utf-8?b?…?=` words; the space between two of them is none.
fn decode_words(text: &str) -> String {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for piece in text.split(' ') {
        let inner = piece
            .strip_prefix("=?utf-8?b?")
            .and_then(|rest| rest.strip_suffix("?="));
        match (inner, pieces.last_mut()) {
            (Some(code), Some((last, true))) => last.push_str(&decode_base64(code)),
            (Some(code), _) => pieces.push((decode_base64(code), true)),
            (None, _) => pieces.push((piece.to_owned(), false)),
        }
    }
    let texts: Vec<String> = pieces.into_iter().map(|(text, _)| text).collect();
    texts.join(" ")
}

fn decode_base64(text: &str) -> String {
    let bytes = BASE64_MIME_PERMISSIVE
        .decode(text.as_bytes())
        .unwrap_or_else(|error| panic!("{error}: {text}"));
    String::from_utf8(bytes).unwrap()
}

fn decode_quoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = String::from_utf8(digits).unwrap();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

impl MailServer {
    /// The mails whose subject begins with these words, once there are as many and no more come.
    pub fn told(&self, subject: &str, count: usize) -> Vec<Mail> {
        let found = || -> Vec<Mail> {
            let mails = self.mails().into_iter();
            mails
                .filter(|mail| mail.header("subject").starts_with(subject))
                .collect()
        };
        until("mails", || found().len() >= count);
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert_eq!(found().len(), count);
        found()
    }
}

impl App {
    /// Another server of the same office that sends mail, on the same clock.
    pub fn office_with_mail(&self, mail: &MailServer) -> App {
        self.beside(|config| {
            config.clock = self.clock.clone();
            config.public_url = Some("https://hailong.tanbinh.example.vn".to_owned());
            config.messages.smtp_url = Some(Secret::from(mail.url()));
            config.messages.mail_from = Some("motcua@tanbinh.example.vn".to_owned());
        })
    }

    /// Gives somebody an address.
    pub fn reads_mail(&self, login: &str) {
        diesel::update(accounts::table.filter(accounts::login.eq(login)))
            .set(accounts::email.eq(format!("{login}@tanbinh.example.vn")))
            .execute(&mut self.database.connect())
            .unwrap();
    }
}
