//! A measured number as it is written: with its standard error.

use crate::measure::Estimate;
use crate::ui::format::significant;

/// "0.081 ± 0.012": both with the decimals that two digits of the error need.
pub fn with_error(estimate: Estimate) -> String {
    let Estimate { value, se } = estimate;
    if !(se > 0.0 && se.is_finite() && value.is_finite()) {
        return significant(value);
    }
    let decimals = (1 - se.log10().floor() as i32).clamp(0, 8) as usize;
    format!("{value:.decimals$} ± {se:.decimals$}")
}
