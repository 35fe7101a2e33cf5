//! Announcements on the pages of organisations.

use crate::{app::TestApp, harness::both_engines};
use tenantry::access::{OperatorRole, Role};

const FORM: [(&str, &str); 7] = [
    ("announcement", "01953b0a-0000-7000-8000-000000000001"),
    ("tone", "maintenance"),
    ("text_en", "We close at <noon>."),
    ("text_fr", "Nous fermons à midi."),
    ("link", "https://status.example.org/"),
    ("scope", "all"),
    ("is_dismissible", "true"),
];
const TOLD: &str = "We close at &lt;noon&gt;.";

both_engines! {
    async fn it_is_in_the_first_bytes_of_every_page_until_it_is_put_away(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut member = house.signed_in_as(Role::Member).await;
        let mut operator = app.operator().await;
        let saved = operator.submit("/announcements/new", "/api/console/announcements/save", &FORM).await;
        let page = format!("/announcements/{}", FORM[0].1);
        assert_eq!(saved.leads_to(), Some(format!("{page}?saved=yes").as_str()), "{saved:?}");
        assert!(operator.get(&page).await.says(TOLD), "the console shows how it looks");
        assert!(!member.get("/").await.says(TOLD), "a draft is nobody's");
        let published = operator.submit(&page, "/api/console/announcements/publish", &FORM[..1]).await;
        assert_eq!(published.status, 303, "{published:?}");
        for path in ["/", "/loans", "/members", "/settings/profile"] {
            let answer = member.get(path).await;
            assert!(answer.says(TOLD) && answer.says("https://status.example.org/"), "{path}");
        }
        assert!(!house.visitor().get("/sign-in").await.says(TOLD), "it isn't for the door");
        let mut french = member.clone();
        french.cookies.insert("lang".into(), "fr".into());
        assert!(french.get("/").await.says("Nous fermons à midi."));

        let away = member.submit("/loans?status=late", "/api/announcements/dismiss", &FORM[..1]).await;
        assert_eq!((away.status, away.leads_to()), (303, Some("/loans?status=late")));
        assert!(!member.get("/").await.says(TOLD));
        assert!(house.signed_in_as(Role::Owner).await.get("/").await.says(TOLD), "others still read it");
        assert!(!app.tenant("lyon").await.visitor().get("/sign-in").await.says(TOLD));
    }

    async fn what_was_typed_wrong_is_kept(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await;
        let mut fields = FORM;
        fields[4].1 = "javascript:alert(1)";
        let refused = operator.submit("/announcements/new", "/api/console/announcements/save", &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("begins with https://") && refused.says(TOLD) && refused.says(FORM[0].1), "{}", refused.body);
        assert!(!refused.says("href=\"javascript"));
        let unknown = [("announcement", "01953b0a-0000-7000-8000-0000000000ff")];
        assert_eq!(operator.call("/api/console/announcements/publish", &unknown).await.status, 404);
        assert_eq!(operator.get("/announcements/nothing").await.status, 404);
    }

    async fn the_door_shows_what_is_for_the_door(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut operator = app.operator().await;
        let fields = [&FORM[..], &[("on_sign_in", "true")]].concat();
        operator.call("/api/console/announcements/save", &fields).await;
        operator.call("/api/console/announcements/publish", &FORM[..1]).await;
        let mut guest = house.visitor();
        assert!(guest.get("/sign-in").await.says(TOLD));
        guest.submit("/sign-in", "/api/announcements/dismiss", &FORM[..1]).await;
        assert!(!guest.get("/sign-in").await.says(TOLD));
        let ended = operator.call("/api/console/announcements/end", &FORM[..1]).await;
        assert_eq!(ended.status, 200);
        assert!(!house.visitor().get("/sign-in").await.says(TOLD));
    }

    async fn who_supports_reads_them_and_writes_none(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        assert_eq!(support.get("/announcements").await.status, 200);
        assert_eq!(support.get("/announcements/new").await.status, 403);
        assert_eq!(support.call("/api/console/announcements/save", &FORM).await.status, 403);
    }
}
