//! A till that says what it is told to, answers every command of the terminal, and keeps what both said.

use tillwright::link::LineKind;
use tillwright::protocol::zvt::{Control, Reply, Request};
use tillwright::sim::zvt::Terminal;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use super::capture::Side;

pub struct Till {
    line: DuplexStream,
    pub frames: Vec<(Side, Vec<u8>)>,
}

impl Till {
    /// Connects to a terminal.
    pub fn of(terminal: &Terminal) -> Self {
        Self { line: terminal.plug(LineKind::Network), frames: Vec::new() }
    }

    /// Asks and hears the terminal out. Returns the control field that ended it.
    pub async fn ask(&mut self, request: Request) -> Control {
        self.say(request.message().encode().unwrap()).await;
        let answer = self.hear().await;
        let over = matches!(request, Request::LogOff | Request::Abort | Request::ChangeBaud { .. });
        if answer != Control::ACCEPTED || over {
            return answer;
        }
        loop {
            let control = self.hear().await;
            self.say(Reply::accepted().message().encode().unwrap()).await;
            if matches!(control, Control::COMPLETION | Control::ABORT_PT) {
                return control;
            }
        }
    }

    async fn say(&mut self, apdu: Vec<u8>) {
        self.line.write_all(&apdu).await.unwrap();
        self.frames.push((Side::Ecr, apdu));
    }

    async fn hear(&mut self) -> Control {
        let mut apdu = vec![0; 3];
        self.line.read_exact(&mut apdu).await.unwrap();
        let mut len = usize::from(apdu[2]);
        if len == 0xFF {
            apdu.resize(5, 0);
            self.line.read_exact(&mut apdu[3..]).await.unwrap();
            len = u16::from_le_bytes([apdu[3], apdu[4]]).into();
        }
        let from = apdu.len();
        apdu.resize(from + len, 0);
        self.line.read_exact(&mut apdu[from..]).await.unwrap();
        let control = Control(apdu[0], apdu[1]);
        self.frames.push((Side::Terminal, apdu));
        control
    }
}
