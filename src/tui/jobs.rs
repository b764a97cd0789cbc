//! What each job of the worker is: which use case it calls, and what it reports.

use crate::model::{DeviceId, Family, Identity};
use crate::ops::browse::{self, Question};
use crate::ops::browse::{Fingerprint, PortSpec};
use crate::ops::remedy::Grounds;
use crate::ops::visit::Asked;
use crate::ops::{Clock, Console, Failure, Visit, backup, dispute, pull, recover, remedy, reprint, visit};

use super::msg::{Job, JobKind, Report};
use super::worker::{Eyes, Outbox};

/// The console with the visit that is open, and what is remembered of one that was lost.
pub(crate) struct Desk {
    console: Console,
    visit: Option<Visit>,
    remembered: Option<Remembered>,
    /// Whose shelf the screen shows.
    device: Option<DeviceId>,
}

/// Enough to find a lost device again, and to know that it is the same.
struct Remembered {
    port: PortSpec,
    asked: Asked,
    fingerprint: Fingerprint,
    identity: Option<Identity>,
}

type Done = Result<(), Failure>;

impl Desk {
    /// Nothing open yet.
    pub(crate) fn new(console: Console) -> Self {
        Self { console, visit: None, remembered: None, device: None }
    }

    /// The console's clock.
    pub(crate) fn clock(&self) -> Clock {
        self.console.clock.clone()
    }

    /// Does a job and reports; a failure is a report too.
    pub(crate) async fn take(&mut self, job: Job, eyes: &mut Eyes, outbox: &Outbox) {
        let kind = job.kind();
        if let Err(failure) = self.run(job, eyes, outbox).await {
            let lost = (failure.code == "link_lost").then(|| self.console.now());
            outbox.send(Report::Failed { job: kind, failure: Box::new(failure), lost });
        }
    }

    /// What the vault has after a job, failed or not: a part of a pull and a line of the ledger are worth seeing too. Not part
    /// of the job, so that nobody has to wait for it before the next key counts.
    pub(crate) fn after(&self, kind: JobKind, outbox: &Outbox) {
        if let Some(visit) = &self.visit {
            outbox.send(Report::HandBack(visit::hand_back(visit)));
        }
        let opens = matches!(kind, JobKind::Open | JobKind::Reopen | JobKind::Export);
        if (opens || kind.needs_device())
            && let Err(failure) = self.show(outbox)
        {
            outbox.send(Report::Failed { job: JobKind::Browse, failure: Box::new(failure), lost: None });
        }
    }

    async fn run(&mut self, job: Job, eyes: &mut Eyes, outbox: &Outbox) -> Done {
        match job {
            Job::Browse => self.show(outbox),
            Job::Open { port, protocol, then } => self.open(&port, protocol, then, eyes, outbox).await,
            Job::Reopen { ports } => self.reopen(&ports, eyes, outbox).await,
            Job::Identify => self.identify(eyes, outbox).await,
            Job::Pull => self.pull(eyes, outbox).await,
            Job::Ask(question) => self.ask(question, outbox),
            Job::Verify => {
                outbox.send(Report::Ledger(Box::new(browse::ledger(&self.console)?)));
                outbox.send(Report::Checked(backup::list(&self.console)?));
                Ok(())
            }
            Job::Export { to, passphrase } => {
                let passphrase = passphrase.map(|secret| secret.0);
                let archives = backup::export(&mut self.console, &to, &[], passphrase)?;
                outbox.send(Report::Exported { path: to, archives });
                Ok(())
            }
            Job::SaveSheet { sheet } => {
                outbox.send(Report::SheetSaved(browse::save_sheet(&self.console, &sheet)?));
                Ok(())
            }
            Job::Conclude { intent, done, evidence } => {
                let concluded = recover::conclude(&mut self.console, &intent, done, &evidence)?;
                self.show(outbox)?;
                outbox.send(Report::Concluded(Box::new(concluded)));
                Ok(())
            }
            job => self.with_device(job, eyes, outbox).await,
        }
    }

    async fn with_device(&mut self, job: Job, eyes: &mut Eyes, outbox: &Outbox) -> Done {
        let console = &mut self.console;
        // The screen gives no such job while nothing is open; after a lost link it may be on its way already.
        let Some(visit) = self.visit.as_mut() else { return Ok(()) };
        match job {
            Job::Reprint(entry) => {
                let came = reprint::reprint(console, visit, &entry, eyes).await?;
                outbox.send(Report::Reprinted { wanted: entry.key.clone(), came });
            }
            Job::Remedies(entry) => {
                let remedies = remedy::remedies(console, visit, &entry, eyes).await?;
                outbox.send(Report::Remedies(Box::new(remedies)));
            }
            Job::Plan { entry, kind, reason, authoriser, goods } => {
                let grounds = Grounds { reason, authoriser, goods };
                let plan = remedy::plan(console, visit, &entry, kind, grounds, eyes).await?;
                outbox.send(Report::Planned(Box::new(plan)));
            }
            Job::Execute { plan, consent } => {
                let remedied = remedy::execute(console, visit, *plan, consent, eyes).await?;
                outbox.send(Report::Remedied(Box::new(remedied)));
            }
            Job::Recover => {
                let recovered = recover::recover(console, visit, eyes).await?;
                outbox.send(Report::Recovered(recovered));
            }
            _ => {}
        }
        Ok(())
    }

    /// What the vault has of the device at hand, and the ledger.
    fn show(&self, outbox: &Outbox) -> Done {
        let shelf = browse::shelf(&self.console, self.device.as_ref())?;
        outbox.send(Report::Shelf { device: self.device.clone(), shelf: Box::new(shelf) });
        outbox.send(Report::Ledger(Box::new(browse::ledger(&self.console)?)));
        Ok(())
    }

    async fn open(
        &mut self,
        port: &PortSpec,
        protocol: Option<Family>,
        then: Option<Question>,
        eyes: &mut Eyes,
        outbox: &Outbox,
    ) -> Done {
        self.visit = None;
        self.remembered = None;
        self.device = None;
        outbox.send(Report::Closed);
        let visit = visit::open(&mut self.console, port, Asked::named(protocol), eyes).await?;
        self.take_visit(visit, outbox);
        self.identify(eyes, outbox).await?;
        if let Some(question) = then {
            self.pull(eyes, outbox).await?;
            self.ask(question, outbox)?;
        }
        Ok(())
    }

    fn take_visit(&mut self, visit: Visit, outbox: &Outbox) {
        let asked = Asked { family: Some(visit.device.family()), consented: visit.consented };
        let identity = visit.identity.clone().or_else(|| self.remembered.take().and_then(|before| before.identity));
        self.remembered =
            Some(Remembered { port: visit.port.clone(), asked, fingerprint: visit.fingerprint.clone(), identity });
        outbox.send(Report::Opened {
            port: visit.port.clone(),
            name: visit.name.clone(),
            read_only: visit.saved.is_some(),
        });
        self.visit = Some(visit);
    }

    async fn identify(&mut self, eyes: &mut Eyes, outbox: &Outbox) -> Done {
        let Some(visit) = self.visit.as_mut() else { return Ok(()) };
        let identified = visit::identify(&mut self.console, visit, eyes).await?;
        self.device = identified.identity.id.clone().or_else(|| self.device.take());
        if let Some(remembered) = &mut self.remembered
            && identified.identity.id.is_some()
        {
            remembered.identity = Some(identified.identity.clone());
        }
        outbox.send(Report::Identified(Box::new(identified)));
        Ok(())
    }

    /// The lost device again. The adapter may have come back under another name; another device is refused by its
    /// numbers and the port is let go.
    async fn reopen(&mut self, ports: &[(PortSpec, Fingerprint)], eyes: &mut Eyes, outbox: &Outbox) -> Done {
        let found = self.remembered.as_ref().and_then(|lost| {
            let told = lost.fingerprint != Fingerprint::default();
            ports.iter().find(|(_, print)| told && *print == lost.fingerprint).map(|(port, _)| port.clone())
        });
        let visit = match (self.visit.take(), &self.remembered) {
            (Some(mut lost), _) => {
                lost.port = found.unwrap_or(lost.port);
                visit::reopen(&mut self.console, lost, eyes).await?
            }
            // A first try failed and took the visit with it: open anew, and let the numbers be compared.
            (None, Some(lost)) => {
                let port = found.unwrap_or_else(|| lost.port.clone());
                let identity = lost.identity.clone();
                let mut visit = visit::open(&mut self.console, &port, lost.asked, eyes).await?;
                visit.identity = identity;
                visit::identify(&mut self.console, &mut visit, eyes).await?;
                visit
            }
            (None, None) => return Ok(()),
        };
        self.take_visit(visit, outbox);
        self.identify(eyes, outbox).await
    }

    async fn pull(&mut self, eyes: &mut Eyes, outbox: &Outbox) -> Done {
        let Some(visit) = self.visit.as_mut() else { return Ok(()) };
        // The screen told what it does and asked before it gave this job.
        visit::agree(&mut self.console, visit)?;
        let pulled = pull::pull(&mut self.console, visit, eyes).await?;
        if let Some(device) = &pulled.archive.device {
            self.device = Some(device.clone());
        }
        outbox.send(Report::Pulled(Box::new(pulled)));
        Ok(())
    }

    fn ask(&self, question: Question, outbox: &Outbox) -> Done {
        let device = match &self.device {
            Some(device) => Some(device.clone()),
            None => self.console.vault.archives()?.into_iter().find_map(|archive| archive.device),
        };
        match device {
            Some(device) => {
                let answer = dispute::ask(&self.console, &device, question)?;
                outbox.send(Report::Answered(Box::new(answer)));
            }
            None => outbox.send(Report::NothingKnown),
        }
        Ok(())
    }
}
