//! The second wall alone, as if the first had let everything pass.

use super::{Problem, readable, written_again};

fn clean(file: &[u8]) -> Result<Vec<u8>, Problem> {
    written_again(readable(file).ok_or(Problem::FileNotAPicture)?)
}

fn cleaned(body: &str) -> Result<String, Problem> {
    let file = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{body}</svg>"
    );
    clean(file.as_bytes()).map(|svg| String::from_utf8(svg).unwrap())
}

/// The drawing is taken, and of the hostile part nothing is left.
#[track_caller]
fn assert_harmless(body: &str, gone: &[&str]) {
    let svg = cleaned(&format!("<rect width=\"9\" height=\"9\"/>{body}")).unwrap();
    assert!(svg.contains("<rect"), "{svg}");
    for word in gone {
        assert!(!svg.to_lowercase().contains(word), "{word} in {svg}");
    }
}

#[test]
fn scripts_go_and_the_drawing_stays() {
    assert_harmless("<script>alert(1)</script>", &["script", "alert"]);
    assert_harmless("<script href=\"//evil.example/x.js\"/>", &["script", "evil"]);
    assert_harmless("<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>", &["script", "alert"]);
    assert_harmless("<g><ScRiPt>alert(1)</ScRiPt></g>", &["script", "alert"]);
    assert_harmless("<handler type=\"text/javascript\">alert(1)</handler>", &["handler", "alert"]);
}

#[test]
fn event_handlers_go() {
    assert_harmless("<circle r=\"2\" onload=\"alert(1)\" onclick=\"alert(2)\"/>", &["onload", "onclick", "alert"]);
    assert_harmless(
        "<g onmouseover=\"alert(1)\"><path d=\"M0 0\" onbegin=\"alert(2)\"/></g>",
        &["onmouse", "onbegin", "alert"],
    );
    assert_harmless("<set attributeName=\"onmouseover\" to=\"alert(1)\"/>", &["onmouseover"]);
    assert_harmless("<animate attributeName=\"href\" values=\"javascript:alert(1)\"/>", &["attributename=\"href\""]);
}

#[test]
fn html_inside_goes() {
    let html = "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><iframe src=\"javascript:alert(1)\"/></body></foreignObject>";
    assert_harmless(html, &["foreign", "body", "iframe", "alert"]);
}

#[test]
fn references_out_of_the_file_go() {
    assert_harmless("<image href=\"https://evil.example/track.png\"/>", &["evil", "track"]);
    assert_harmless("<image xlink:href=\"https://evil.example/track.png\"/>", &["evil", "track"]);
    assert_harmless("<use xlink:href=\"other.svg#logo\"/>", &["other"]);
    assert_harmless("<a xlink:href=\"javascript:alert(1)\"><text>logo</text></a>", &["javascript", "alert"]);
    assert_harmless("<image href=\"data:text/html;base64,PHNjcmlwdD4=\"/>", &["data:"]);
    assert_harmless("<path d=\"M0 0\" fill=\"url(https://evil.example/a#b)\"/>", &["evil"]);
    assert_harmless("<path d=\"M0 0\" style=\"fill:URL( 'mask.svg' )\"/>", &["mask"]);
    assert_harmless(
        "<style>@import \"//evil.example/a.css\"; rect{background:url(/brand/x)}</style>",
        &["import", "evil", "/brand"],
    );
    assert_harmless("<style>@font-face{font-family:x;src:url(//evil.example/f)}</style>", &["evil"]);
}

#[test]
fn functions_that_fetch_under_another_name_are_refused() {
    let style = "<style>rect{background:image-set(\"https://evil.example/x.png\" 1x)}</style><rect/>";
    assert_eq!(cleaned(style).unwrap_err(), Problem::FileNotAPicture);
}

#[test]
fn references_inside_the_file_stay() {
    let svg = cleaned(
        "<linearGradient id=\"a\"/><rect id=\"r\" fill=\"url(#a)\" style=\"stroke:url(#a)\"/><use href=\"#r\"/>",
    )
    .unwrap();
    assert!(svg.contains("fill=\"url(#a)\"") && svg.contains("stroke:url(#a)") && svg.contains("href=\"#r\""), "{svg}");
}

#[test]
fn what_only_looks_like_an_attribute_is_text() {
    let svg = cleaned("<text>say href=\"hello\" and url(hello) &lt;script&gt;</text>").unwrap();
    assert!(svg.contains("&lt;script"), "{svg}");
    assert!(!svg.contains("<script"), "{svg}");
}

#[test]
fn a_file_that_was_nothing_but_its_script_is_refused() {
    assert_eq!(cleaned("<script>alert(1)</script>").unwrap_err(), Problem::FileNotAPicture);
    assert_eq!(cleaned("<foreignObject><p>hello</p></foreignObject>").unwrap_err(), Problem::FileNotAPicture);
    assert_eq!(cleaned("<image href=\"data:image/png;base64,AAAA\"/>").unwrap_err(), Problem::FileNotAPicture);
    assert_eq!(cleaned("").unwrap_err(), Problem::FileNotAPicture);
}

#[test]
fn what_has_no_svg_at_its_root_is_refused() {
    let rect = "<rect xmlns=\"http://www.w3.org/2000/svg\"/>";
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect/></svg>";
    let refused = [
        rect.to_owned(),
        format!("<html xmlns=\"http://www.w3.org/1999/xhtml\">{svg}</html>"),
        format!("{svg}<script>alert(1)</script>"),
        format!("{svg}{svg}"),
        "<svg><rect/></svg>".to_owned(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect>".to_owned(),
        "<svg".to_owned(),
        svg.replace("><", ">\0<"),
    ];
    for file in refused {
        assert_eq!(clean(file.as_bytes()).unwrap_err(), Problem::FileNotAPicture, "{file}");
    }
    let utf_16: Vec<u8> = svg.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(clean(&utf_16).unwrap_err(), Problem::FileNotAPicture);
}

#[test]
fn entities_are_refused() {
    let laughs = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
                  <svg xmlns=\"http://www.w3.org/2000/svg\"><text>&b;&b;</text></svg>";
    assert_eq!(clean(laughs.as_bytes()).unwrap_err(), Problem::FileNotAPicture);
    let file = "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>";
    assert_eq!(clean(file.as_bytes()).unwrap_err(), Problem::FileNotAPicture);
}

#[test]
fn the_demo_logos_come_through_and_cleaning_twice_changes_nothing() {
    let logos = [
        include_str!("../../public/demo/gmah-paris.svg"),
        include_str!("../../public/demo/gmah-lyon.svg"),
        include_str!("../../public/demo/atelier-martin.svg"),
    ];
    for logo in logos {
        let once = super::clean(logo.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(super::clean(&once).unwrap()), String::from_utf8(once));
    }
}

#[test]
fn what_editors_write_is_taken() {
    let file = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- made by hand -->\n\
                <!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n\
                <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\">\
                <metadata><inkscape:x/></metadata><style><![CDATA[.a{fill:#f00}]]></style><path class=\"a\" d=\"M0 0h9\"/></svg>";
    let svg = String::from_utf8(super::clean(file.as_bytes()).unwrap()).unwrap();
    assert!(svg.contains(".a{fill:#f00}") && !svg.contains("inkscape:x") && !svg.contains("DOCTYPE"), "{svg}");
}

#[test]
fn a_prefix_is_only_another_way_to_write_it() {
    let prefixed =
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:rect width=\"1\"/><s:script>alert(1)</s:script></s:svg>";
    let svg = String::from_utf8(clean(prefixed.as_bytes()).unwrap()).unwrap();
    assert!(
        svg.contains("<svg xmlns=\"http://www.w3.org/2000/svg\">") && svg.contains("<rect") && !svg.contains("alert"),
        "{svg}"
    );
}

#[test]
fn another_namespace_slipped_in_as_the_default_is_refused() {
    let file = "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:g xmlns=\"http://www.w3.org/1999/xhtml\"><s:rect/></s:g></s:svg>";
    assert_eq!(clean(file.as_bytes()).unwrap_err(), Problem::FileNotAPicture);
}
