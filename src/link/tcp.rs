//! Terminals and serial servers on the network.

use std::io::{Error, ErrorKind};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Fingerprint, LineKind, LinkError, Opened};

/// How long a name look-up and a connection may take together. A device on the same network answers in milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the system goes on trying to deliver what was written, in milliseconds. A request that moves money must not arrive
/// long after its sender has given the connection up.
#[cfg(target_os = "linux")]
const UNSENT_MS: u32 = 20_000;

/// Connects, without collecting small frames: an acknowledgement is one byte, and must not wait for more.
///
/// A host that does not exist and a port where nothing listens are [`LinkError::NoSuchPort`]; a network that does not
/// lead there, or does not answer, is [`LinkError::Io`]. The fingerprint is empty: the address itself is what to look for.
pub(super) async fn open(host: &str, port: u16) -> Result<Opened, LinkError> {
    let name = super::PortSpec::Tcp { host: host.to_owned(), port }.to_string();
    let connecting = async {
        let addresses: Vec<_> = tokio::net::lookup_host((host, port)).await.map_err(|_| unknown(&name))?.collect();
        let mut last = unknown(&name);
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = explain(&name, error),
            }
        }
        Err(last)
    };
    let stream = timeout(PATIENCE, connecting).await.unwrap_or_else(|_| Err(silent(&name)))?;
    let io = |source| LinkError::Io { port: name.clone(), source };
    stream.set_nodelay(true).map_err(io)?;
    #[cfg(target_os = "linux")]
    rustix::net::sockopt::set_tcp_user_timeout(&stream, UNSENT_MS).map_err(|error| io(error.into()))?;
    let (line, fingerprint) = (LineKind::Network, Fingerprint::default());
    Ok(Opened { stream: Box::new(stream), line, fingerprint, saved: None, name })
}

fn unknown(name: &str) -> LinkError {
    LinkError::NoSuchPort { port: format!("{name} (no address is known for that host)") }
}

fn silent(name: &str) -> LinkError {
    let why = format!("no answer within {} s; check address, cable and firewall", PATIENCE.as_secs());
    LinkError::Io { port: name.to_owned(), source: Error::new(ErrorKind::TimedOut, why) }
}

fn explain(name: &str, error: Error) -> LinkError {
    let says = |why: &str| LinkError::Io {
        port: name.to_owned(),
        source: Error::new(error.kind(), format!("{why} ({error})")),
    };
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            LinkError::NoSuchPort { port: format!("{name} (nothing listens there: connection refused)") }
        }
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable => says("this network does not lead there"),
        ErrorKind::TimedOut => silent(name),
        ErrorKind::PermissionDenied => LinkError::NotPermitted {
            port: name.to_owned(),
            hint: "; a rule of this machine (firewall) forbids the connection".to_owned(),
        },
        _ => says("the connection failed"),
    }
}
