//! The mail server.

use super::Composed;
use crate::config::MASK;
use lettre::{
    Address, AsyncSmtpTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use std::{fmt, io, net::IpAddr, str::FromStr, time::Duration};

/// After which a server that says nothing is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// The address of the deployment's mail server, `smtp://` or `smtps://`, or none. It is shown without the password.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SmtpServer(Option<String>);

impl FromStr for SmtpServer {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected `smtps://user:password@host` or `smtp://user:password@host:587`";
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self(None));
        }
        let server = Self(Some(text.to_owned()));
        let is_right = text.starts_with("smtp://") || text.starts_with("smtps://");
        let builds = || AsyncSmtpTransport::<Tokio1Executor>::from_url(&server.with_encryption()).is_ok();
        if is_right && !server.host().is_empty() && builds() { Ok(server) } else { Err(EXPECTED) }
    }
}

impl SmtpServer {
    fn text(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Behind the name and password, before port and query.
    fn host(&self) -> &str {
        let server = self.text().split_once("://").map_or("", |(_, rest)| rest);
        let server = server.split(['/', '?']).next().unwrap_or_default();
        let server = server.rsplit_once('@').map_or(server, |(_, server)| server);
        match server.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or_default(),
            None => server.split(':').next().unwrap_or_default(),
        }
    }

    fn is_loopback(&self) -> bool {
        self.host() == "localhost" || self.host().parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Over the network nothing goes in the clear: a server that offers no encryption is refused.
    fn with_encryption(&self) -> String {
        let text = self.text();
        if text.starts_with("smtps://") || text.contains("tls=") || self.is_loopback() {
            return text.to_owned();
        }
        format!("{text}{}tls=required", if text.contains('?') { '&' } else { '?' })
    }
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text().split_once("://") {
            Some((scheme, rest)) => match rest.rsplit_once('@') {
                Some((_, server)) => write!(f, "{scheme}://{MASK}@{server}"),
                None => f.write_str(self.text()),
            },
            None => Ok(()),
        }
    }
}

impl fmt::Debug for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpServer({self})")
    }
}

/// `None` without a server.
pub(super) fn transport(server: &SmtpServer) -> Option<AsyncSmtpTransport<Tokio1Executor>> {
    if server.is_none() {
        return None;
    }
    let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server.with_encryption()).ok()?;
    Some(transport.timeout(Some(PATIENCE)).build())
}

/// Says hello to the server, name and password included, and sends nothing.
///
/// # Errors
/// What it answered, or that it did not.
pub async fn greet(server: &SmtpServer) -> Result<(), io::Error> {
    let transport = transport(server).ok_or_else(|| io::Error::other("there is no mail server"))?;
    if transport.test_connection().await.map_err(io::Error::other)? {
        Ok(())
    } else {
        Err(io::Error::other("it does not take mails now"))
    }
}

/// From whom and to whom.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    /// Stays the same when it is sent again, so that who has it already knows it.
    pub(super) id: String,
    pub(super) from_name: String,
    pub(super) from: String,
    pub(super) reply_to: Option<String>,
    pub(super) to_name: String,
    pub(super) to: String,
    pub(super) at: jiff::Timestamp,
}

/// The mail as it travels: plain text, and the same with its looks.
pub(super) fn message(envelope: Envelope, mail: Composed) -> Result<Message, io::Error> {
    let address = |text: &str| text.parse::<Address>().map_err(io::Error::other);
    let from = address(&envelope.from)?;
    let id = format!("<{}@{}>", envelope.id, from.domain());
    let named = |name: String, address| Mailbox::new(Some(name).filter(|name| !name.is_empty()), address);
    let mut message = Message::builder()
        .from(named(envelope.from_name, from))
        .to(named(envelope.to_name, address(&envelope.to)?))
        .subject(mail.subject)
        .date(envelope.at.into())
        .message_id(Some(id));
    if let Some(reply_to) = &envelope.reply_to {
        message = message.reply_to(Mailbox::new(None, address(reply_to)?));
    }
    // Nobody's absence is answered to it.
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    let message = message.raw_header(HeaderValue::new(name, "auto-generated".into()));
    message.multipart(MultiPart::alternative_plain_html(mail.text, mail.html)).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::SmtpServer;

    #[test]
    fn a_server_is_shown_without_its_password() {
        let server: SmtpServer = "smtps://ann:s3cr@t@mail.example:465".parse().unwrap();
        assert_eq!(server.to_string(), "smtps://***@mail.example:465");
        assert!(!format!("{server:?}").contains("s3cr"));
        assert_eq!("".parse::<SmtpServer>().unwrap().to_string(), "");
    }

    #[test]
    fn over_the_network_encryption_is_asked_for() {
        let asked = |text: &str| text.parse::<SmtpServer>().unwrap().with_encryption();
        assert_eq!(asked("smtp://mail.example"), "smtp://mail.example?tls=required");
        assert_eq!(asked("smtp://u:p@mail.example:587"), "smtp://u:p@mail.example:587?tls=required");
        for as_it_is in ["smtps://mail.example", "smtp://127.0.0.1:2525", "smtp://localhost", "smtp://[::1]:25"] {
            assert_eq!(asked(as_it_is), as_it_is);
        }
    }

    #[test]
    fn what_is_no_mail_server_is_refused() {
        for wrong in ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"] {
            assert!(wrong.parse::<SmtpServer>().is_err(), "{wrong}");
        }
    }
}
