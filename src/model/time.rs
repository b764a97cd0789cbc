//! Device time: the civil fields as the device told them.

use std::fmt;

use jiff::civil::DateTime;

/// Where the year of a device time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YearSource {
    /// The device told it.
    Told,
    /// The device tells none; the year was taken from the time of the pull.
    Assumed,
}

/// A time by the device's own clock, which may be wrong and has no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DeviceTime {
    /// Civil date and time as told.
    pub civil: DateTime,
    /// Where the year comes from.
    pub year: YearSource,
}

impl DeviceTime {
    /// A time whose year the device told.
    pub fn told(civil: DateTime) -> Self {
        Self { civil, year: YearSource::Told }
    }
}

impl fmt::Display for DeviceTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.civil.strftime("%Y-%m-%d %H:%M:%S"))
    }
}
