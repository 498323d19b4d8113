//! A case on its way through the pages, led by the people whose work it is.

use testkit::{Answer, TestSite};

/// A drawn picture: the smallest PNG.
pub const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54,
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e,
    0x44, 0xae, 0x42, 0x60, 0x82,
];

/// The answers of a filing in order.
pub const FILING: [(&str, &str); 14] = [
    ("item", "JX-T-01-CF"),
    ("cause", "在公路上堆放物品影响公路畅通"),
    ("source", "report"),
    ("town", "huji"),
    ("place", "胡集镇示例村东公路"),
    ("act_on", "2026-03-06"),
    ("discovered_on", "2026-03-06"),
    ("facts", "在公路上堆放沙土，占用路面。"),
    ("party_kind", "citizen"),
    ("party_name", "演示甲"),
    ("party_id_number", "999999198001010011"),
    ("party_address", "胡集镇示例村1号"),
    ("handlers", "p-banan-a"),
    ("handlers", "p-banan-b"),
];

/// The same with other answers to some of its questions.
pub fn filing_with(changed: &[(&'static str, &'static str)]) -> [(&'static str, &'static str); 14] {
    FILING.map(|(key, value)| {
        let other = changed.iter().find(|(known, _)| *known == key);
        (key, other.map_or(value, |(_, value)| value))
    })
}

/// The answers for a decision that nobody is punished for so little.
pub const MINOR: [(&str, &str); 4] = [
    ("facts", "占用路面很小，当场清除。"),
    ("reasoning", "轻微并及时改正，没有造成危害后果。"),
    ("education", "当面讲解公路法的规定。"),
    ("correction", "已经当场清除。"),
];

pub const QUESTIONS: [(&str, &str); 5] = [
    ("identity", "已核对居民身份证。"),
    ("one_act", "没有受过罚款。"),
    ("first_offence", "不属于首违不罚情形。"),
    ("lenient_law", "规定相同。"),
    ("crime", "不涉嫌犯罪。"),
];

/// A case on its way, at a site of its own.
pub struct Walk {
    pub site: TestSite,
    pub case: String,
}

impl Walk {
    pub async fn proposed() -> Self {
        Self::proposed_as(&FILING).await
    }

    pub async fn proposed_as(filing: &[(&str, &str)]) -> Self {
        Self::proposed_at(TestSite::open().await, filing).await
    }

    pub async fn proposed_at(site: TestSite, filing: &[(&str, &str)]) -> Self {
        let mut handler = site.sign_in("banana").await;
        let answer = handler.post("/cases/new", filing).await;
        answer.expect(303);
        let case = answer.location().trim_start_matches("/cases/");
        let case = case.split('?').next().unwrap().to_owned();
        Self { site, case }
    }

    pub async fn filed() -> Self {
        let it = Self::proposed().await;
        it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
        it
    }

    /// With one verified piece of evidence.
    pub async fn investigated() -> Self {
        Self::filed().await.with_evidence().await
    }

    /// The same with one verified piece of evidence.
    pub async fn with_evidence(self) -> Self {
        let it = self;
        it.adds_evidence().await.expect(303);
        let page = it.page("banana", "verify-evidence").await;
        let id = value_of(&page.text, "evidence", "现场照片");
        it.does("banana", "verify-evidence", &[("evidence", &id), ("how", "与原件核对一致。")])
            .await;
        it
    }

    /// With an approved report that proposes a fine of 300 under the first branch.
    pub async fn reported() -> Self {
        Self::investigated().await.with_report().await
    }

    async fn with_report(self) -> Self {
        let it = self;
        let answer = it.reports("banana", &[("fine", "300.00"), ("tier", "a-1/一般")]).await;
        answer.expect(303);
        it.does("daduizhang", "approve-report", &[("reason", "同意。")]).await;
        it
    }

    /// With the notice delivered just now.
    pub async fn noticed() -> Self {
        Self::reported().await.with_notice().await
    }

    async fn with_notice(self) -> Self {
        let it = self;
        it.does("banana", "give-notice", &[]).await;
        it.delivers("违法行为通知书").await;
        it
    }

    /// With the notice delivered and the five working days over.
    pub async fn told() -> Self {
        let it = Self::noticed().await;
        it.site.clock.pass_days(8);
        it
    }

    /// The same at a site whose documents can be printed.
    pub async fn told_in_print() -> Self {
        let it = Self::proposed_at(TestSite::open_in_print().await, &FILING).await;
        it.does("juzhang", "approve-filing", &[("reason", "同意立案。")]).await;
        let it = it.with_evidence().await.with_report().await.with_notice().await;
        it.site.clock.pass_days(8);
        it
    }

    /// With the draft passed by the reviewer.
    pub async fn reviewed() -> Self {
        let it = Self::told().await;
        it.does("banana", "draft-decision", &[("reasons", "事实清楚，证据确凿。")]).await;
        it.gives_opinion("pass").await.expect(303);
        it
    }

    pub async fn decided() -> Self {
        let it = Self::reviewed().await;
        it.does("juzhang", "decide-penalty", &[("words", "同意。")]).await;
        it
    }

    pub fn path(&self, step: &str) -> String {
        format!("/cases/{}/{step}", self.case)
    }

    pub async fn case_page(&self, login: &str) -> Answer {
        let mut client = self.site.sign_in(login).await;
        client.get(&format!("/cases/{}", self.case)).await
    }

    pub async fn page(&self, login: &str, step: &str) -> Answer {
        self.site.sign_in(login).await.get(&self.path(step)).await
    }

    pub async fn sends(&self, login: &str, step: &str, pairs: &[(&str, &str)]) -> Answer {
        self.site.sign_in(login).await.post(&self.path(step), pairs).await
    }

    pub async fn does(&self, login: &str, step: &str, pairs: &[(&str, &str)]) {
        let answer = self.sends(login, step, pairs).await;
        answer.expect(303);
        assert_eq!(answer.location(), format!("/cases/{}?done={step}", self.case));
    }

    /// Says no, which is refused without a reason and done with one.
    pub async fn declines(&self, login: &str, step: &str, no: &str, code: &str) {
        let pairs = [(no, "yes"), ("reason", "补充改正情况。")];
        self.sends(login, step, &pairs[..1]).await.expect(422).says(code);
        self.does(login, step, &pairs).await;
    }

    pub async fn adds_evidence(&self) -> Answer {
        let pairs = [
            ("kind", "audio-visual"),
            ("name", "现场照片"),
            ("proves", "堆放物占用路面"),
            ("obtained_on", "2026-03-09"),
        ];
        let path = self.path("add-evidence");
        let mut client = self.site.sign_in("banana").await;
        client.post_files(&path, &path, &pairs, &[("blob", "现场.png", PICTURE)]).await
    }

    pub async fn reports(&self, login: &str, more: &[(&str, &str)]) -> Answer {
        let mut pairs = vec![
            ("process", "询问当事人，核对照片。"),
            ("facts", "当事人在公路上堆放沙土，占用路面10平方米。"),
            ("gravity", "ordinary"),
            ("discretion", "面积较小，主动清除。"),
            ("correction", "立即清除路面堆放物。"),
        ];
        pairs.extend(QUESTIONS);
        pairs.extend(more);
        let path = self.path("submit-report");
        let mut client = self.site.sign_in(login).await;
        client.post_from(&format!("{path}?branch=a"), &path, &pairs).await
    }

    pub async fn delivers(&self, title: &str) {
        let path = self.path("record-delivery");
        let mut client = self.site.sign_in("banana").await;
        let page = client.get(&path).await;
        let document = value_of(&page.text, "document", title);
        let today = self.site.app.today().to_string();
        let pairs = [
            ("document", document.as_str()),
            ("on", today.as_str()),
            ("place", "胡集镇示例村1号"),
            ("by", "p-banan-a"),
            ("by", "p-banan-b"),
        ];
        let scan: [(&str, &str, &[u8]); 1] = [("blob", "回证.png", PICTURE)];
        client.post_files(&path, &path, &pairs, &scan).await.expect(303);
    }

    pub async fn gives_opinion(&self, verdict: &str) -> Answer {
        let items = ["subject", "officers", "facts", "evidence", "law", "documents"];
        let keys: Vec<String> = items.iter().map(|item| format!("check_{item}")).collect();
        let mut pairs: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "yes")).collect();
        pairs.extend([("verdict", verdict), ("words", "事实清楚，程序合法，同意。")]);
        self.sends("shenhea", "give-opinion", &pairs).await
    }
}

/// The value of the radio button or checkbox whose label says the words.
#[track_caller]
pub fn value_of(page: &str, name: &str, words: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let found = page
        .split(&start)
        .skip(1)
        .find(|rest| rest.split("</label>").next().is_some_and(|label| label.contains(words)));
    let rest = found.unwrap_or_else(|| panic!("no {name} for {words} in\n{page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[track_caller]
pub fn silent(answer: &Answer, words: &str) {
    assert!(!answer.text.contains(words), "the page should not say {words}:\n{}", answer.text);
}

/// Proposes what the form suggests, and has it confirmed.
pub async fn publish(it: &Walk) {
    publish_as(it, "在公路上堆放物品影响公路畅通", "2026年3月17日").await;
}

/// The same for another cause and day.
pub async fn publish_as(it: &Walk, cause: &str, decided_on: &str) {
    let summary = format!("演**的行为：{cause}。");
    let page = it.page("gongshi", "propose-publication").await;
    page.expect(200).says("演**");
    let number = attribute_of(&page.text, "number");
    let pairs = [
        ("number", number.as_str()),
        ("authority", "县交通运输局"),
        ("party", "演**"),
        ("kind", "行政处罚"),
        ("decided_on", decided_on),
        ("cause", cause),
        ("summary", summary.as_str()),
        ("basis", "《公路法》第七十七条"),
    ];
    it.does("gongshi", "propose-publication", &pairs).await;
    it.page("juzhang", "confirm-publication").await.expect(200).says(&summary);
    it.does("juzhang", "confirm-publication", &[]).await;
}

/// The value of a text field.
#[track_caller]
pub fn attribute_of(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\"")).expect("the field is there");
    let (_, rest) = rest.split_once("value=\"").expect("it has a value");
    rest.split('"').next().unwrap().to_owned()
}
