//! reverse: void a sale. Moves money, once.
//!
//! Takes a fresh verified archive, reads the entry again, writes the intent into the ledger, and only then sends the
//! request, once. Nothing is ever sent twice by itself. Name the entry by ENTRY, or by `--receipt` and `--amount` (and
//! `--trace`) from the paper: a terminal that does not list its sales is then asked to void what was typed.
//!
//! `--dry-run` shows the plan and sends nothing that moves money. Without `--yes` nothing is sent and this ends with 10.
//!
//! Ends with 0 (done), 7 (the device refused: not done), 11 (outcome unknown: see `recover`) or 12 (refused by a rule
//! of ours, nothing sent).

use clap::Args;
use serde_json::{Value, json};

use super::context::{Context, PortArgs};
use super::{Ending, entry, json as shapes, output};
use crate::model::{Consent, ConsentHow, Entry, Extent, Goods, RefName, RemedyKind};
use crate::ops::remedy::{Grounds, Remedied};
use crate::ops::{Class, Console, Failure, Visit, pull, remedy};
use crate::text::cli as words;

use super::watch::Onlooker;

/// Arguments of `reverse`.
#[derive(Args, Debug)]
pub(super) struct Reverse {
    #[command(flatten)]
    port: PortArgs,
    /// Key, end of a key, or the device's number
    #[arg(required_unless_present = "receipt", conflicts_with = "receipt")]
    entry: Option<String>,
    /// The device's number on the paper receipt (Transbank: operation number; ZVT: receipt number)
    #[arg(long, value_name = "N", requires = "amount")]
    receipt: Option<u32>,
    /// The amount on the paper receipt
    #[arg(long, value_name = "A", requires = "receipt")]
    amount: Option<String>,
    /// The trace number on the paper receipt (ZVT): only with it can be told whether the right payment was voided
    #[arg(long, value_name = "N", requires = "receipt", value_parser = clap::value_parser!(u32).range(1..=999_999))]
    trace: Option<u32>,
    /// Why, in your words
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Who of the shop agreed
    #[arg(long, value_name = "NAME")]
    authoriser: String,
    /// Were goods or services handed over?
    #[arg(long, value_name = "yes|no", value_parser = parse_goods)]
    goods: Goods,
    /// You consent to exactly this
    #[arg(long)]
    yes: bool,
    /// Show the plan, send nothing that moves money
    #[arg(long)]
    dry_run: bool,
}

fn parse_goods(text: &str) -> Result<Goods, String> {
    match text {
        "yes" => Ok(Goods::HandedOver),
        "no" => Ok(Goods::NotHandedOver),
        _ => Err("yes or no".to_owned()),
    }
}

enum Ended {
    Planned(Value, String),
    Carried(Box<Remedied>),
}

impl Reverse {
    pub(super) fn run(self, context: &Context) -> Result<Ending, Failure> {
        let mut console = context.console()?;
        let ended = context.run_money(async |onlooker| self.carry_out(context, &mut console, onlooker).await)?;
        match ended {
            Ended::Planned(plan, text) => {
                if context.json {
                    output::document("reverse", json!({ "outcome": null, "dry_run": true, "plan": plan }))?;
                } else {
                    output::text(&text)?;
                }
                Ok(Ending::Done)
            }
            Ended::Carried(remedied) => report(context, &remedied),
        }
    }

    async fn carry_out(
        &self,
        context: &Context,
        console: &mut Console,
        onlooker: &mut Onlooker,
    ) -> Result<Ended, Failure> {
        let mut visit = context.visit(console, &self.port, onlooker).await?;
        let entry = self.entry(context, console, &mut visit, onlooker).await?;
        let grounds = Grounds { reason: self.reason.clone(), authoriser: self.authoriser.clone(), goods: self.goods };
        let plan = remedy::plan(console, &mut visit, &entry, RemedyKind::Void, grounds, onlooker).await?;
        let text = words::plan(&plan, context.lang);
        if self.dry_run {
            return Ok(Ended::Planned(shapes::plan(&plan), text));
        }
        output::remark(&text);
        if !self.yes {
            return Err(Failure::new(
                Class::Consent,
                "consent_missing",
                &words::CONSENT_MISSING,
                &words::NOTHING_MOVED,
                &words::SAY_YES,
            )
            .on(plan.entry.key.to_string()));
        }
        let consent = Consent { who: console.who.clone(), how: ConsentHow::Flags, plan_hash: plan.hash() };
        let remedied = remedy::execute(console, &mut visit, plan, consent, onlooker).await;
        context.hand_back(&visit);
        let remedied = remedied?;
        Ok(Ended::Carried(Box::new(remedied)))
    }

    /// Whether an entry has the trace number that was typed, where both tell one.
    fn fits(&self, entry: &Entry) -> bool {
        let told = entry.reference(RefName::Trace).and_then(|trace| trace.as_str().trim().parse::<u32>().ok());
        self.trace.is_none_or(|trace| told.is_none_or(|told| told == trace))
    }

    /// The entry meant: from the vault, or by number and amount from a journal pulled now.
    async fn entry(
        &self,
        context: &Context,
        console: &mut Console,
        visit: &mut Visit,
        onlooker: &mut Onlooker,
    ) -> Result<Entry, Failure> {
        let (Some(number), Some(amount)) = (self.receipt, &self.amount) else {
            let name = self.entry.as_deref().unwrap_or_default();
            let entry = entry::one(&console.vault, name, context)?.entry;
            context.remark(&pull::announce_one(visit));
            return Ok(entry);
        };
        context.remark(&pull::announce_one(visit));
        let pulled = pull::pull_one(console, visit, number, onlooker).await;
        onlooker.done();
        context.hand_back(visit);
        let pulled = pulled?;
        let device = context.device(console, pulled.archive.device.clone())?;
        let amount =
            context.amount(console, &device, amount).map_err(|failure| failure.without(&words::NOTHING_MOVED))?;
        let saved = console.vault.load(&pulled.archive.path).map_err(Failure::from)?;
        let listed = saved.entries.iter().any(|entry| entry.number == number);
        let mut fits = saved
            .entries
            .into_iter()
            .filter(|entry| entry.number == number && entry.amount.same_amount(&amount) && self.fits(entry));
        match (fits.next(), fits.next()) {
            (Some(entry), None) => Ok(entry),
            // Not among what it shows: the device that keeps its memory to itself can still be asked to void it. One that shows
            // the number with another amount would be asked for a sale that it does not have.
            (None, _) if saved.info.extent == Extent::Last && !listed => {
                remedy::typed(console, visit, number, amount, self.trace)
            }
            _ => {
                let name = format!("{number}, {amount}");
                let what = words::NO_ENTRY.with([("name", &name as &dyn std::fmt::Display)]);
                Err(Failure::new(Class::Usage, "no_entry", what, &words::NOTHING_MOVED, &words::NAME_ENTRY_OR_PULL))
            }
        }
    }
}

fn report(context: &Context, remedied: &Remedied) -> Result<Ending, Failure> {
    let class = Class::of_outcome(&remedied.outcome);
    // The exit code still tells the outcome where stdout takes nothing.
    tell(context, remedied).map_err(|failure| unheard(failure, class).on(&remedied.intent.id))?;
    Ok(class.map_or(Ending::Done, Ending::Told))
}

/// A failure to say how something ended that moved money: it never calls for another try.
pub(super) fn unheard(mut failure: Failure, outcome: Option<Class>) -> Failure {
    failure.class = Class::worst(outcome.into_iter().chain([failure.class])).unwrap_or(failure.class);
    failure.then(&words::OUTCOME_IN_LEDGER)
}

fn tell(context: &Context, remedied: &Remedied) -> Result<(), Failure> {
    if context.json {
        let mut fields = shapes::outcome(&remedied.outcome);
        fields.insert("intent".into(), json!(remedied.intent.id.0));
        fields.insert("plan".into(), shapes::plan(&remedied.intent.plan));
        fields.insert("after".into(), json!(remedied.after.as_ref().map(shapes::entry)));
        fields.insert("proof".into(), json!(remedied.proof));
        output::document("reverse", Value::Object(fields))?;
    } else {
        output::text(&words::outcome(&remedied.intent.id, &remedied.outcome, context.lang))?;
        output::text(&remedied.proof)?;
    }
    Ok(())
}
