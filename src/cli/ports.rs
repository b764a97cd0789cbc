//! ports: what is plugged in.
//!
//! Lists the serial ports of this machine with their by-id name, USB numbers, driver, what holds them and why one
//! cannot be opened. Nothing is opened and nothing is sent.

use serde_json::json;

use super::context::Context;
use super::{Ending, output};
use crate::link::ports::{PortInfo, ports};
use crate::ops::Failure;
use crate::text::cli as words;
use crate::text::width::pad;

pub(super) fn run(context: &Context) -> Result<Ending, Failure> {
    let found = ports();
    if context.json {
        let list: Vec<_> = found.iter().map(as_json).collect();
        output::document("ports", json!({ "ports": list }))?;
        return Ok(Ending::Done);
    }
    if found.is_empty() {
        output::remark(words::NO_PORTS.get(context.lang));
    }
    for port in &found {
        let usb = port.usb.map(|(vendor, product)| format!("{vendor:04x}:{product:04x}")).unwrap_or_default();
        let trouble = port.trouble.as_ref().map(|trouble| format!("  ! {trouble}")).unwrap_or_default();
        output::text(&format!(
            "{} {} {} {}{trouble}",
            pad(&port.path, 16),
            pad(&usb, 9),
            pad(port.driver.as_deref().unwrap_or("-"), 10),
            port.product.as_deref().unwrap_or("-"),
        ))?;
        if let Some(by_id) = &port.by_id {
            output::text(&format!("    {by_id}"))?;
        }
    }
    Ok(Ending::Done)
}

fn as_json(port: &PortInfo) -> serde_json::Value {
    json!({
        "path": port.path,
        "by_id": port.by_id,
        "usb": port.usb.map(|(vendor, product)| format!("{vendor:04x}:{product:04x}")),
        "serial": port.serial,
        "manufacturer": port.manufacturer,
        "product": port.product,
        "driver": port.driver,
        "place": port.place,
        "holder": port.holder,
        "trouble": port.trouble,
    })
}
