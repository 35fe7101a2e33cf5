//! Every page, as the table of pages lists them.

use tenantry::access::Plane;

/// The addresses of a plane's pages. `names` are put where the table has a gap such as `:id`.
pub fn pages_of(plane: Plane, names: &[(&str, &str)]) -> Vec<String> {
    let list = match plane {
        Plane::Public => "fn PublicPages",
        Plane::Tenant => "fn TenantPages",
        Plane::Console => "fn ConsolePages",
    };
    let table = include_str!("../app.rs").split(list).nth(1).and_then(|rest| rest.split("\n}\n").next()).unwrap();
    let paths = table.split("<Route path=path!(\"").skip(1).filter_map(|rest| rest.split('"').next());
    // Wherever there is no page.
    let paths = paths.filter(|path| !path.starts_with('*'));
    let pages: Vec<String> =
        paths.map(|path| names.iter().fold(format!("/{path}"), |path, (gap, name)| path.replace(gap, name))).collect();
    assert!(pages.len() >= 3 && pages.iter().all(|page| !page.contains(':')), "{pages:?}");
    pages
}
