use super::{Progress, Surface};
use indicatif::{ProgressDrawTarget, TermLike};
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
    time::Duration,
};

const AT_ONCE: Duration = Duration::ZERO;
const NEVER: Duration = Duration::from_hours(1);

/// What was written, of a terminal with a mark where a line is cleared.
#[derive(Clone, Debug, Default)]
struct Written(Arc<Mutex<String>>);

impl Written {
    fn add(&self, text: &str) {
        self.0.lock().unwrap().push_str(text);
    }

    fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    fn terminal(&self) -> Surface {
        Surface::Terminal(Some(ProgressDrawTarget::term_like(Box::new(self.clone()))))
    }

    fn lines(&self) -> Surface {
        Surface::Lines(Box::new(self.clone()))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(std::str::from_utf8(bytes).unwrap());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TermLike for Written {
    fn width(&self) -> u16 {
        80
    }

    fn move_cursor_up(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_down(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_right(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_left(&self, _: usize) -> io::Result<()> {
        Ok(())
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.add(text);
        Ok(())
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.add(text);
        Ok(())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.add("<cleared>");
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_terminal_gets_a_bar_that_leaves_nothing_behind() {
    let written = Written::default();
    let progress = Progress::on(written.terminal(), AT_ONCE, "Migrating", 4);
    progress.advance();
    assert!(written.text().contains("Migrating") && written.text().contains(" 1/4"), "{}", written.text());
    progress.begin("Making Paris");
    progress.advance();
    assert!(written.text().contains("Making Paris") && written.text().contains(" 3/4"), "{}", written.text());
    drop(progress);
    assert!(written.text().trim_end().ends_with("<cleared>"), "{:?}", written.text());
    assert!(!written.text().contains(" of 4"), "no lines beside the bar: {}", written.text());
}

#[test]
fn elsewhere_names_are_lines_at_once_and_numbers_come_from_time_to_time() {
    let written = Written::default();
    let progress = Progress::on(written.lines(), AT_ONCE, "Migrating", 4);
    progress.advance();
    progress.advance();
    progress.begin("Making Paris");
    progress.begin("Making Lyon");
    progress.advance();
    drop(progress);
    assert_eq!(written.text(), "Migrating (1 of 4)\nMaking Paris (3 of 4)\nMaking Lyon (4 of 4)\n");
}

#[test]
fn what_is_counted_elsewhere_is_shown_as_it_stands() {
    let written = Written::default();
    let progress = Progress::on(written.lines(), AT_ONCE, "Migrating", 0);
    progress.reach(120, 200, "Migrating, 1 failed, 35 a second, 3 s to go".into());
    drop(progress);
    assert_eq!(written.text(), "Migrating, 1 failed, 35 a second, 3 s to go (120 of 200)\n");
}

#[test]
fn what_tells_itself_how_long_it_takes_has_one_estimate() {
    let written = Written::default();
    let progress = Progress::on(written.terminal(), AT_ONCE, "Migrating", 0).without_a_guess();
    progress.reach(120, 200, "3 s to go".into());
    assert!(
        written.text().contains("3 s to go") && written.text().trim_end().ends_with("] 120/200"),
        "{}",
        written.text()
    );
    drop(progress);
    let guessing = Written::default();
    let progress = Progress::on(guessing.terminal(), AT_ONCE, "Migrating", 0);
    progress.reach(120, 200, "Migrating".into());
    assert!(!guessing.text().trim_end().ends_with("] 120/200"), "the bar's own: {}", guessing.text());
}

#[test]
fn what_is_quick_shows_no_numbers() {
    let written = Written::default();
    for surface in [written.terminal(), written.lines()] {
        let progress = Progress::on(surface, NEVER, "Migrating", 2);
        progress.advance();
        progress.advance();
    }
    assert_eq!(written.text(), "");
}

#[tokio::test(start_paused = true)]
async fn a_step_that_lasts_is_shown_before_it_ends() {
    let written = Written::default();
    let progress = Progress::on(written.terminal(), AT_ONCE, "Migrating", 2);
    let work = async {
        progress.begin("Making Paris");
        tokio::time::sleep(Duration::from_secs(1)).await;
        written.text()
    };
    let in_between = progress.during(work).await;
    assert!(in_between.contains("Making Paris") && in_between.contains(" 1/2"), "{in_between}");
}
