//! Whoever watches: the supervisor, the leader and the publisher after a year of work.

use domain::cases::Publication;
use domain::{StreamId, ids::CaseId};
use testkit::TestSite;

#[tokio::test]
async fn the_supervisor_sees_what_is_late_and_may_not_touch_it() {
    let site = TestSite::open_after_a_year().await;
    // Everything open is late after another year.
    site.clock.pass_days(200);
    let mut supervisor = site.sign_in("jiandu").await;
    let actor = site.app.people().by_login("jiandu").unwrap().actor();
    let overdue = site.app.overdue_in_sight(&actor).await.unwrap().rows;
    let past = site.app.cases_past_limit(&actor).await.unwrap().rows;
    assert!(!overdue.is_empty() && !past.is_empty());
    let page = supervisor.get("/oversight").await;
    page.expect(200).says("逾期事项统计").says("超过办案期限").says("线索待判定");
    page.says(&format!("tile-figure\">{}<", overdue.len()));
    let tasks = supervisor.get("/oversight/tasks").await;
    tasks.expect(200).says(&overdue[0].subject).says("已逾期");
    let cases = supervisor.get("/oversight/cases").await;
    for (case, _) in &past {
        cases.expect(200).says(&format!("/cases/{}", case.id));
    }
    supervisor.get("/oversight/files").await.expect(200).says("案卷问题");
    let law = supervisor.get("/oversight/law").await;
    law.expect(200).says("法律变化").says("没有受影响的在办案件").says("没有修改过的事项");
    law.says("中华人民共和国道路运输条例").says("2023年7月20日起施行").says("JX-T-13-CF");
    law.says("TF-15 行政处罚决定书");
    supervisor.get("/oversight/tasks?group=publication").await.expect(200);
    supervisor.get("/publications").await.expect(403);
}

#[tokio::test]
async fn each_overdue_task_is_counted_once_however_many_people_share_it() {
    let site = TestSite::open_after_a_year().await;
    site.clock.pass_days(200);
    let actor = site.app.people().by_login("jiandu").unwrap().actor();
    let rows = site.app.overdue_in_sight(&actor).await.unwrap().rows;
    let mut keys: Vec<_> = rows.iter().map(|row| (&row.stream, &row.act)).collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
    let leader = site.app.people().by_login("juzhang").unwrap().actor();
    let own = site.app.overdue_in_sight(&leader).await.unwrap().rows;
    assert!(own.len() <= all && !own.is_empty());
    let officer = site.app.people().by_login("zd1a").unwrap().actor();
    assert!(site.app.overdue_in_sight(&officer).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn tasks_are_narrowed_to_one_kind_and_clues_are_counted_by_stage() {
    let site = TestSite::open_after_a_year().await;
    let mut leader = site.sign_in("juzhang").await;
    let actor = site.app.people().by_login("juzhang").unwrap().actor();
    let counts = site.app.inbox_counts(&actor).await.unwrap();
    assert!(1 < counts.by_act.len(), "{counts:?}");
    assert_eq!(counts.by_act.values().sum::<i64>(), counts.waiting);
    let (act, count) = counts.by_act.first_key_value().unwrap();
    let page = leader.get("/inbox").await;
    page.expect(200).says(&format!("（{count}）</option>"));
    let narrowed = leader.get(&format!("/inbox?act={act}")).await;
    let shown = narrowed.expect(200).text.matches("class=\"task-title").count();
    assert_eq!(i64::try_from(shown).unwrap(), *count, "{}", narrowed.text);
    leader.get("/inbox?act=nothing").await.expect(200).says("没有待办事项");

    let mut dispatcher = site.sign_in("diaodu").await;
    let actor = site.app.people().by_login("diaodu").unwrap().actor();
    let counts = site.app.clue_counts(&actor, None).await.unwrap();
    let all: i64 = counts.iter().map(|(_, count)| count).sum();
    assert!(0 < all);
    dispatcher.get("/clues").await.expect(200).says(&format!(">{all}<"));
}

#[tokio::test]
async fn officers_may_not_watch_and_leaders_see_their_own_authority() {
    let site = TestSite::open().await;
    site.sign_in("zd1a").await.get("/oversight").await.expect(403).says("县级执法监督人员");
    let mut leader = site.sign_in("juzhang").await;
    let page = leader.get("/oversight").await;
    page.expect(200).says("没有逾期事项");
    assert!(!page.text.contains("线索待判定"), "a leader reads no clues");
    page.says("【演示】");
}

#[tokio::test]
async fn the_publisher_finds_every_decision_where_it_stands() {
    let site = TestSite::open_after_a_year().await;
    let mut publisher = site.sign_in("gongshi").await;
    publisher.get("/publications").await.expect(200).says("七个工作日");
    publisher.get("/publications?view=published").await.expect(200).says("查看公示页");
    let retracted = publisher.get("/publications?view=retracted").await;
    retracted.expect(200).says("查看说明");
    let id = retracted.text.split("/portal/decisions/").nth(1).unwrap();
    let id = id.split('"').next().unwrap();
    let loaded = site.app.load(&StreamId::case(&CaseId::new(id))).await.unwrap().unwrap();
    let decided = loaded.state.as_case().unwrap().decided().unwrap();
    assert!(matches!(decided.publication, Publication::Retracted { .. }));
    for view in ["confirm", "retract", "propose"] {
        publisher.get(&format!("/publications?view={view}")).await.expect(200);
    }
    publisher.get("/publications?view=nonsense").await.expect(400);
    publisher.get("/publications?view=published&after=nonsense").await.expect(200);
}
