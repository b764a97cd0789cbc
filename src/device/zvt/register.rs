//! Registration (`06 00`): makes the terminal print to us. It changes the terminal's stored configuration; what the till had
//! registered cannot be read back, so the till has to register again after the visit (PA00P015, chapter "registration").

use super::super::{DeviceError, TillSettings, Watch};
use super::Driver;
use super::allow::{Situation, print_blocks};
use super::conversation::Unwitnessed;
use super::entry::id_of;
use crate::link::Stream;
use crate::model::Effect;
use crate::protocol::zvt::Request;
use crate::protocol::zvt::request::config;

impl<S: Stream> Driver<S> {
    /// Registers once on this link: receipts of payments and of administration come to us, in lines or blocks. Needs a
    /// person's consent. What the terminal says of its id is kept.
    pub(super) async fn register(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let request = Request::Registration {
            password: self.exchange.password,
            config: config::CONSOLE,
            currency: Some(self.currency),
            service: None,
            tlv: Some(vec![print_blocks()]),
        };
        self.need_consent(request.name(), Effect::ChangesConfiguration)?;
        if self.registered {
            return Ok(());
        }
        self.exchange.prepare_for(Situation::Registering, &request, watch).await?;
        // From here on the terminal may have taken it, whatever it answers.
        self.settings = TillSettings::Registered;
        let talk =
            self.exchange.talk(Situation::Registering, &request, &mut Unwitnessed, watch).await?.success(&request)?;
        let terminal = talk.completion().and_then(|completion| completion.terminal.as_ref());
        if let Some(id) = terminal.and_then(id_of) {
            self.device.get_or_insert(id);
        }
        self.registered = true;
        Ok(())
    }

    /// See [`Device::log_off`](super::super::Device::log_off). The terminal falls back to a configuration of its own, which need
    /// not be that of its till.
    pub async fn log_off(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        self.exchange.prepare_for(Situation::LoggingOff, &Request::LogOff, watch).await?;
        self.settings = TillSettings::LoggedOff;
        self.exchange
            .talk(Situation::LoggingOff, &Request::LogOff, &mut Unwitnessed, watch)
            .await?
            .success(&Request::LogOff)?;
        self.registered = false;
        Ok(())
    }

    /// An error where a person did not agree to what is not silent.
    pub(super) fn need_consent(&self, what: &'static str, effect: Effect) -> Result<(), DeviceError> {
        match self.consented {
            true => Ok(()),
            false => Err(DeviceError::NotAllowed { what, effect }),
        }
    }
}
