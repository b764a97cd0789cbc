//! pull: the device's journal into a sealed, verified archive.
//!
//! Says first what it will do to the device: paper, minutes, whether the till has to rest. Shows progress; interrupt
//! once to stop at the next entry. What arrived is kept, and the next pull of the same device compares with it and goes
//! on. The archive is read back and verified before this command says that it is there.

use clap::Args;
use serde_json::json;

use super::context::{Context, PortArgs};
use super::{Ending, json as shapes, output};
use crate::ops::Failure;
use crate::text::cli as words;

/// Arguments of `pull`.
#[derive(Args, Debug)]
pub(super) struct Pull {
    #[command(flatten)]
    port: PortArgs,
}

impl Pull {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let lang = context.lang;
        let pulled = context.run(async |onlooker| {
            let mut visit = context.visit(&mut console, &self.port, onlooker).await?;
            context.pull(&mut console, &mut visit, onlooker).await
        })?;
        if context.json {
            let anomalies: Vec<_> = pulled.anomalies.iter().map(shapes::anomaly).collect();
            let body = json!({
                "archive": shapes::archive(&pulled.archive, None),
                "entries": pulled.entries,
                "new": pulled.new,
                "resumed": pulled.resumed,
                "anomalies": anomalies,
                "identity": shapes::proof(pulled.proof),
            });
            output::document("pull", body)?;
            return Ok(Ending::Done);
        }
        let path = pulled.archive.path.display().to_string();
        let said = words::PULLED.with([
            ("entries", &pulled.entries as &dyn std::fmt::Display),
            ("new", &pulled.new),
            ("path", &path),
            ("hash", &pulled.archive.hash),
        ]);
        output::text(&said.read(lang))?;
        for anomaly in &pulled.anomalies {
            output::text(&format!("  ! {}", words::anomaly(anomaly).read(lang)))?;
        }
        Ok(Ending::Done)
    }
}
