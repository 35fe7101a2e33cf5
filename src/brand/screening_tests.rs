use super::{Problem, screen, unescaped};

fn screened(body: &str) -> Result<(), Problem> {
    screen(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">\
         <rect width=\"9\" height=\"9\"/>{body}</svg>"
    ))
}

#[test]
fn what_runs_is_refused() {
    for body in [
        "<script>alert(1)</script>",
        "<g><ScRiPt>alert(1)</ScRiPt></g>",
        "<script href=\"//evil.example/x.js\"/>",
        "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
        "<script xmlns=\"\">alert(1)</script>",
        "<handler type=\"text/javascript\">alert(1)</handler>",
        "<circle r=\"2\" onload=\"alert(1)\"/>",
        "<path d=\"M0 0\" OnBegin=\"alert(2)\"/>",
        "<set attributeName=\"onmouseover\" to=\"alert(1)\"/>",
        "<animate attributeName=\"href\" values=\"#a;javascript:alert(1)\"/>",
        "<animate attributeName=\"xlink:href\" to=\"https://evil.example\"/>",
        "<foreignObject><p>hello</p></foreignObject>",
        "<desc><b xmlns=\"http://www.w3.org/1999/xhtml\">bold</b></desc>",
        "<a xlink:href=\"javascript:alert(1)\"><text>x</text></a>",
        "<a href=\" java&#10;script:alert(1)\"><text>x</text></a>",
        "<image href=\"data:text/html;base64,PHNjcmlwdD4=\"/>",
        "<image href=\"data:image/svg+xml,&lt;svg/&gt;\"/>",
        "<path style=\"width:expression(alert(1))\"/>",
        "<path style=\"fill:url(javascript:alert(1))\"/>",
    ] {
        assert_eq!(screened(body), Err(Problem::DrawingRuns), "{body}");
    }
}

#[test]
fn what_reaches_out_of_the_file_is_refused() {
    for body in [
        "<image href=\"https://evil.example/track.png\"/>",
        "<image xlink:href=\"//evil.example/track.png\"/>",
        "<use xlink:href=\"other.svg#logo\"/>",
        "<a href=\"https://paris.example\"><text>x</text></a>",
        "<g xml:base=\"https://evil.example/\"/>",
        "<path fill=\"url(https://evil.example/a#b)\"/>",
        "<path style=\"fill:URL( 'mask.svg' )\"/>",
        "<path style=\"fill:u\\72l(//evil.example/a)\"/>",
        "<style>@import \"//evil.example/a.css\";</style>",
        "<style><![CDATA[@import url(https://evil.example/a.css);]]></style>",
        "<style>@\\69mport '//evil.example/a.css'</style>",
        "<style>@font-face{font-family:x;src:url(//evil.example/f)}</style>",
        "<style>rect{background:image-set(\"https://evil.example/x.png\" 1x)}</style>",
    ] {
        assert_eq!(screened(body), Err(Problem::DrawingReachesOut), "{body}");
    }
    let sheet = "<?xml-stylesheet href=\"https://evil.example/a.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    assert_eq!(screen(sheet), Err(Problem::DrawingReachesOut));
}

#[test]
fn what_stays_inside_and_what_editors_write_is_taken() {
    for body in [
        "<title>Our logo</title><desc>on top of javascript</desc><!-- <script>alert(1)</script> -->",
        "<linearGradient id=\"a\"/><rect fill=\"url(#a)\" style=\"stroke:url( '#a' )\"/><use xlink:href=\"#r\"/>",
        "<image href=\"data:image/png;base64,AAAA\"/>",
        "<style>@font-face{font-family:x;src:url(data:font/woff2;base64,AAAA)} .a\\:b{fill:red}</style>",
        "<metadata xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><r:RDF><r:li r:resource=\"http://purl.org/dc/\"/></r:RDF></metadata>",
        "<i:grid xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:onload=\"x\" href=\"https://inkscape.org\"/>",
        "<text>say href=\"hello\" and url(hello) &lt;script&gt;</text>",
    ] {
        assert_eq!(screened(body), Ok(()), "{body}");
    }
}

#[test]
fn more_than_anybody_draws_is_refused() {
    assert_eq!(screened(&"<g/>".repeat(200_001)), Err(Problem::DrawingTooRich));
    assert_eq!(screen("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"), Err(Problem::FileNotAPicture));
}

#[test]
fn letters_are_read_from_their_numbers() {
    assert_eq!(unescaped("u\\72 l(\\000061)"), "url(a)");
    assert_eq!(unescaped("\\:b\\é\\"), ":bé");
}
