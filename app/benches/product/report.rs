//! The tables, with the aims beside the figures.

use crate::{
    brand::Brands,
    browser::Times,
    comparison::{Comparison, Figures, ROUND, ROUNDS, count, middle},
    deployment::{Engine, LOANS, ORGANISATIONS},
    files::{self, Files},
    load::CONNECTIONS,
    metrics::{CROWD, Metrics},
    refusals::{self, Pair, Refusals},
    start_up::StartUp,
};
use std::{
    fmt::{self, Formatter},
    time::Duration,
};

const LEAST_RATIO: f64 = 0.5;
const MOST_ROTATION_COST: f64 = 0.10;
const MOST_FIRST_PAGE_BYTES: u64 = 260_000;
/// Milliseconds.
const MOST_FIRST_PAINT: f64 = 300.0;
const MOST_FOLLOWING: f64 = 50.0;
const LEAST_PROBABILITY: f64 = 0.01;
const MOST_DIFFERENCE: f64 = 0.05;
const LEAST_SPEED_COUNTING: f64 = 0.99;
const MOST_CONSOLE_PAGE: Duration = Duration::from_millis(100);
const MOST_PROVISIONING: Duration = Duration::from_millis(50);

#[derive(Default)]
pub(crate) struct Report {
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) files: Option<Files>,
    pub(crate) first_paint: Option<Times>,
    pub(crate) studio: Vec<(String, Times)>,
    pub(crate) brands: Vec<Brands>,
    pub(crate) refusals: Vec<Refusals>,
    pub(crate) provisioning: Vec<(Engine, Vec<Duration>)>,
    pub(crate) metrics: Vec<Metrics>,
    pub(crate) start_up: Option<StartUp>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.pages(f)?;
        self.rotation(f)?;
        self.first_page(f)?;
        self.first_paint(f)?;
        self.studio(f)?;
        self.brands(f)?;
        self.refusals(f)?;
        self.metrics(f)?;
        self.rest(f)
    }
}

impl Report {
    fn pages(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        writeln!(f, "\nPages beside a hand-written axum handler: the same queries, the same HTML")?;
        writeln!(
            f,
            "{CONNECTIONS} connections over loopback, {ROUNDS} rounds of {} ms in turn, medians; {cores} cores for servers, client and database; {LOANS} loans an organisation",
            ROUND.as_millis()
        )?;
        writeln!(f, "CPU is the server's own work for a request, without client and PostgreSQL\n")?;
        writeln!(f, "{:<9}{:<14}{:>7}  {:^33}  {:^33}", "", "", "organi-", "product", "hand-written")?;
        let columns = format!("{:>7}{:>9}{:>9}{:>8}", "req/s", "p50 ms", "p99 ms", "CPU µs");
        writeln!(f, "{:<9}{:<14}{:>7}  {columns}  {columns}{:>8}  aim", "engine", "page", "sations", "ratio")?;
        self.comparisons.iter().try_for_each(|comparison| page(f, comparison))
    }

    fn rotation(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nWhat rotating over {ORGANISATIONS} organisations costs\n")?;
        writeln!(f, "{:<9}{:<14}{:>9}{:>14}", "engine", "page", "product", "hand-written")?;
        for pair in self.comparisons.chunks(2) {
            let [one, many] = pair else { continue };
            let cost = many.product.cost_against(&one.product);
            let mark = mark(cost <= MOST_ROTATION_COST, &format!("at most {:.0} %", MOST_ROTATION_COST * 100.0));
            let other = many.hand_written.cost_against(&one.hand_written);
            writeln!(f, "{:<9}{:<14}{:>7.1} %{:>12.1} %  {mark}", one.engine, one.page, cost * 100.0, other * 100.0)?;
        }
        Ok(())
    }

    fn first_page(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(files) = &self.files else { return Ok(()) };
        writeln!(f, "\nWhat a page loads with nothing in the cache, in kB of brotli; an end user signs in first\n")?;
        writeln!(f, "{:<14}{:>8}{:>12}{:>7}{:>7}", "page", "wasm", "JavaScript", "files", "sum")?;
        for page in &files.pages {
            let [wasm, scripts, sum] = [page.wasm, page.scripts, page.bytes()].map(kilobytes);
            let aim = format!("at most {:.0}", kilobytes(MOST_FIRST_PAGE_BYTES));
            let is_first = page.name == files::FIRST_PAGE;
            let mark = if is_first { mark(page.bytes() <= MOST_FIRST_PAGE_BYTES, &aim) } else { String::new() };
            writeln!(f, "{:<14}{wasm:>8.1}{scripts:>12.1}{:>7}{sum:>7.1}  {mark}", page.name, page.files)?;
        }
        let mark = mark(files.are_precompressed_and_immutable(), "precompressed, immutable");
        writeln!(f, "\nStatic files: content-encoding {}, cache-control {}  {mark}", files.encoding, files.caching)
    }

    fn first_paint(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(Times { middle, longest }) = &self.first_paint else { return Ok(()) };
        let mark = mark(*middle < MOST_FIRST_PAINT, "under 300 ms");
        writeln!(
            f,
            "First contentful paint of the sign-in page: median {middle:.0} ms, at most {longest:.0} ms  {mark}"
        )?;
        writeln!(f, "in Chromium on the same machine, over loopback, with nothing in its cache")
    }

    fn studio(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.studio.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nThe studio's preview in Chromium: from a control to the end of the frame that shows it\n")?;
        self.studio.iter().try_for_each(|(control, Times { middle, longest })| {
            let mark = mark(*middle < MOST_FOLLOWING, "under 50 ms");
            writeln!(f, "{control:<14}median {middle:>6.1} ms, at most {longest:>6.1} ms  {mark}")
        })
    }

    fn brands(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.brands.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nAn organisation's brand, over {ORGANISATIONS} organisations in turn\n")?;
        for Brands { engine, warm, cold, databases_asked } in &self.brands {
            let [warm, cold] = [warm, cold].map(|time| time.as_secs_f64() * 1e6);
            let mark = mark(*databases_asked == 0, "none");
            writeln!(
                f,
                "{engine:<9}from memory {warm:>7.2} µs, from an open database {cold:>7.1} µs; databases asked from memory: {databases_asked}  {mark}"
            )?;
        }
        Ok(())
    }

    fn refusals(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.refusals.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nRefused sign-ins: {} of each kind, one after the other, in turn; medians", refusals::ROUNDS)?;
        writeln!(f, "p is how likely times differ this much when nothing tells the two kinds apart (Mann-Whitney)\n")?;
        writeln!(f, "{:<9}{:<8}{:<34}{:>9}{:>9}{:>8}{:>9}", "engine", "hash", "kinds", "ms", "ms", "ratio", "p")?;
        for Refusals { engine, cost, pairs } in &self.refusals {
            pairs.iter().try_for_each(|one| pair(f, *engine, cost, one))?;
        }
        Ok(())
    }

    fn metrics(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for of in &self.metrics {
            let Metrics { engine, counting, silent, writing, adding_up, overview, pages } = of;
            let milliseconds = |time: &Duration| time.as_secs_f64() * 1e3;
            writeln!(
                f,
                "\nCounting on {engine}: sign-in pages of {ORGANISATIONS} organisations in turn, from a server that counts and one that doesn't\n"
            )?;
            let speed = counting.speed_beside(silent);
            let cpu = counting.cpu_per_request() / silent.cpu_per_request();
            writeln!(
                f,
                "requests a second {:>8.0} counting {:>8.0} not {speed:>8.3}  {}",
                counting.rate(),
                silent.rate(),
                mark(speed >= LEAST_SPEED_COUNTING, "at least 0.99")
            )?;
            writeln!(
                f,
                "server's CPU µs   {:>8.1} counting {:>8.1} not {cpu:>8.3}",
                counting.cpu_per_request(),
                silent.cpu_per_request()
            )?;
            let [first, again] = writing;
            writeln!(
                f,
                "all {CROWD} organisations: written in {:.0} ms, added to in {:.0} ms, a minute added up in {:.0} ms",
                milliseconds(first),
                milliseconds(again),
                milliseconds(adding_up)
            )?;
            writeln!(
                f,
                "what the console's overview over {CROWD} shows is read in {:.1} ms; rendered at the server:",
                milliseconds(overview)
            )?;
            for (name, time) in pages {
                let mark = mark(*time < MOST_CONSOLE_PAGE, "under 100 ms");
                writeln!(f, "  the console's {name:<28}{:>7.1} ms  {mark}", milliseconds(time))?;
            }
        }
        Ok(())
    }

    fn rest(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        for (engine, times) in &self.provisioning {
            let median = middle(times.iter().map(Duration::as_secs_f64));
            let rate = count(times.len()) / times.iter().sum::<Duration>().as_secs_f64();
            let mark = match engine {
                Engine::Sqlite => mark(median < MOST_PROVISIONING.as_secs_f64(), "under 50 ms"),
                Engine::Postgres => String::new(),
            };
            writeln!(
                f,
                "Provisioning on {engine:<9} median {:>6.1} ms, {rate:>6.1} a second, one after the other  {mark}",
                median * 1e3
            )?;
        }
        let Some(start_up) = &self.start_up else { return Ok(()) };
        let [first, again] = [start_up.first, start_up.again].map(|time| time.as_millis());
        writeln!(
            f,
            "Start-up to the first page   {again} ms over {ORGANISATIONS} organisations, {first} ms when the databases must be made (SQLite)"
        )
    }
}

fn page(f: &mut Formatter<'_>, comparison: &Comparison) -> fmt::Result {
    let Comparison { engine, page, tenants, product, hand_written } = comparison;
    let ratio = comparison.ratio();
    let mark = if *page == "loans list" { mark(ratio >= LEAST_RATIO, "at least 0.50") } else { String::new() };
    write!(f, "{engine:<9}{page:<14}{tenants:>7}  ")?;
    figures(f, product)?;
    write!(f, "  ")?;
    figures(f, hand_written)?;
    writeln!(f, "{ratio:>8.2}  {mark}")
}

fn pair(f: &mut Formatter<'_>, engine: Engine, cost: &str, pair: &Pair) -> fmt::Result {
    let Pair { kinds, medians: [one, other], p } = pair;
    let ratio = one / other;
    let alike = (ratio - 1.0).abs() <= MOST_DIFFERENCE && *p > LEAST_PROBABILITY;
    let mark = mark(alike, "within 5 %, p above 0.01");
    let kinds = kinds.join(", ");
    writeln!(f, "{engine:<9}{cost:<8}{kinds:<34}{one:>9.3}{other:>9.3}{ratio:>8.3}{p:>9.3}  {mark}")
}

fn figures(f: &mut Formatter<'_>, figures: &Figures) -> fmt::Result {
    let (rate, cpu) = (figures.rate(), figures.cpu_per_request());
    write!(f, "{rate:>7.0}{:>9.2}{:>9.2}{cpu:>8.0}", figures.percentile(50), figures.percentile(99))
}

fn mark(reached: bool, aim: &str) -> String {
    format!("{}  {aim}", if reached { "pass" } else { "MISS" })
}

fn kilobytes(bytes: u64) -> f64 {
    u32::try_from(bytes).map_or(f64::MAX, f64::from) / 1000.0
}
