//! The addresses of pages as they are declared, for what must not name the ids and names that stand in a real one. The table of
//! pages is read as it is written: there is no second one to forget.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../app.rs");

/// Those with fewer gaps first: `/loans/new` is not `/loans/{id}`.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let paths = TABLE.split("<Route path=path!(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut pages: Vec<String> = paths.filter(|path| !path.starts_with('*')).map(declared).collect();
    pages.sort_by_key(|page| page.matches('{').count());
    pages.dedup();
    pages
});

fn declared(path: &str) -> String {
    let part = |part: &str| part.strip_prefix(':').map_or_else(|| part.to_owned(), |gap| format!("{{{gap}}}"));
    format!("/{}", path.split('/').map(part).collect::<Vec<_>>().join("/"))
}

/// The declared address of a page, such as `/loans/{id}`; `None` where there is no page.
pub(super) fn page_at(path: &str) -> Option<&'static str> {
    PAGES.iter().map(String::as_str).find(|page| fits(page, path))
}

fn fits(page: &str, path: &str) -> bool {
    let (mut page, mut path) = (page.split('/'), path.split('/'));
    loop {
        match (page.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || part.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::page_at;

    #[test]
    fn a_page_is_called_by_its_declaration() {
        assert_eq!(page_at("/"), Some("/"));
        assert_eq!(page_at("/loans/new"), Some("/loans/new"));
        assert_eq!(page_at("/loans/0198c0de/repay"), Some("/loans/{id}/repay"));
        assert_eq!(page_at("/organisations/paris"), Some("/organisations/{slug}"));
        assert_eq!(page_at("/organisations/new"), Some("/organisations/new"));
        assert_eq!(page_at("/settings/domain/loans.example.org"), Some("/settings/domain/{host}"));
        for nowhere in ["/loans/", "/loans/a/b/c", "/nobody@example.org", "/*rest", ""] {
            assert_eq!(page_at(nowhere), None, "{nowhere}");
        }
    }
}
