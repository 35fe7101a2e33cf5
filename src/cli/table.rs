//! Aligned columns.

/// Rows under a heading, columns two spaces apart, as wide as their widest cell. Control characters are dropped: names
/// are typed by strangers and must not steer the terminal.
pub(super) fn aligned<const COLUMNS: usize>(heading: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> Vec<String> {
    let heading = heading.map(str::to_owned);
    let rows: Vec<[String; COLUMNS]> =
        std::iter::once(&heading).chain(rows).map(|row| row.clone().map(|cell| printable(&cell))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; COLUMNS] = std::array::from_fn(width);
    rows.iter().map(|row| joined(row, &widths)).collect()
}

fn joined(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [["paris".into(), "GMAH Paris".into()], ["lé".into(), "x\u{1b}[31my".into()]];
        assert_eq!(aligned(["slug", "name"], &rows), ["slug   name", "paris  GMAH Paris", "lé     x[31my"]);
    }
}
