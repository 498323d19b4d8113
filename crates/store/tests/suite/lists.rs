//! Lists: pages without gap or repeat, counts, registers, inboxes, walks and digests.

use proptest::prelude::{Strategy as _, any, proptest};
use proptest::{prop_assert_eq, test_runner::TestCaseError};
use store::tables::{
    ArticleList, ArticleRow, CaseList, CaseRow, CaseSort, ClueRow, DocumentRow, DoneRow,
    EntrustmentRow, EvidenceRow, InspectionList, InspectionRow, LinkRow, ObjectMarkRow,
    PartyMarkRow, PersonRow, PublicationRow, Register, SearchRow, Sight, Similar, SupervisionRow,
    TaskRow, articles, cases, clues, documents, evidence, inspections, links, people, publications,
    tasks,
};
use store::{Fault, Row, Store, Which, digest_rows};

use crate::places::{case, places, put_all, task};

async fn pages(store: &Store, list: &CaseList) -> Vec<CaseRow> {
    let (mut rows, mut list) = (Vec::new(), list.clone());
    loop {
        let page = store.list_cases(&list).await.unwrap();
        let Some(end) = page.last() else { return rows };
        // The mark travels through a link, so it is read back from its text.
        let mark = cases::mark(end, list.sort).to_string();
        list.after = Some(mark.parse().unwrap());
        rows.extend(page);
    }
}

fn expected(all: &[CaseRow], list: &CaseList) -> Vec<CaseRow> {
    let mut rows: Vec<CaseRow> = (all.iter())
        .filter(|row| list.stage.as_ref().is_none_or(|stage| *stage == row.stage))
        .filter(|row| match &list.sight {
            Sight::All => true,
            Sight::Units(units) => units.contains(&row.unit),
            Sight::Person(person) => row.lead == *person || row.initiator == *person,
        })
        .cloned()
        .collect();
    let never = || "9999-12-31".to_owned();
    match list.sort {
        CaseSort::Changed => rows.sort_by_key(|row| (row.changed_seq, row.id.clone())),
        CaseSort::Due => {
            rows.sort_by_key(|row| (row.due_on.clone().unwrap_or_else(never), row.id.clone()));
            return rows;
        }
        CaseSort::Opened => {
            rows.sort_by_key(|row| (row.opened_on.clone().unwrap_or_default(), row.id.clone()));
        }
    }
    rows.reverse();
    rows
}

async fn pages_agree(rows: Vec<CaseRow>, limit: i64) -> Result<(), TestCaseError> {
    for place in places().await {
        let store = place.open().await;
        put_all(&store, rows.iter().cloned().map(Row::Case)).await;
        let units = |names: &[&str]| Sight::Units(names.iter().map(|u| (*u).to_owned()).collect());
        let sights = [
            Sight::All,
            units(&[]),
            units(&["U1"]),
            units(&["U0", "U2"]),
            Sight::Person("L1".into()),
        ];
        for sight in sights {
            for sort in [CaseSort::Changed, CaseSort::Due, CaseSort::Opened] {
                for stage in [None, Some("S1".to_owned())] {
                    let sight = sight.clone();
                    let list = CaseList { sight, stage, words: None, sort, after: None, limit };
                    prop_assert_eq!(pages(&store, &list).await, expected(&rows, &list));
                }
            }
        }
        store.close().await;
    }
    Ok(())
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(12))]
    #[test]
    fn pages_of_cases_are_complete_in_order_and_without_repeats(
        seeds in proptest::collection::vec(
            (any::<[u8; 5]>(), proptest::option::of(1_u8..4), proptest::option::of(1_u8..4)),
            0..25,
        ),
        limit in (1_i64..6).prop_map(|n| n),
    ) {
        let day = |day: u8| format!("2026-03-0{day}");
        let rows: Vec<CaseRow> = seeds.into_iter().enumerate().map(|(number, (seed, due, opened))| {
            let [unit, stage, lead, initiator, seq] = seed.map(|byte| byte % 3);
            CaseRow {
                unit: format!("U{unit}"),
                stage: format!("S{stage}"),
                lead: format!("L{lead}"),
                initiator: format!("L{initiator}"),
                changed_seq: i64::from(seq),
                due_on: due.map(day),
                opened_on: opened.map(day),
                ..case(&format!("{number:03}"))
            }
        }).collect();
        tokio::runtime::Runtime::new().unwrap().block_on(pages_agree(rows, limit))?;
    }
}

#[tokio::test]
async fn a_mark_of_another_list_is_refused_and_not_guessed() {
    let list = CaseList {
        sight: Sight::All,
        stage: None,
        words: None,
        sort: CaseSort::Changed,
        after: Some("2026-03-09~A".parse().unwrap()),
        limit: 10,
    };
    for place in places().await {
        let refused = place.open().await.list_cases(&list).await.unwrap_err();
        assert!(matches!(refused, Fault::BadMark), "{refused:?}");
    }
    assert!(tasks::inbox(&["person/1".into()], None, list.after.as_ref(), 10).is_err());
}

#[tokio::test]
async fn stages_are_counted_within_sight() {
    for place in places().await {
        let store = place.open().await;
        let at = |id: &str, unit: &str, stage: &str| {
            Row::Case(CaseRow { unit: unit.into(), stage: stage.into(), ..case(id) })
        };
        put_all(&store, [at("1", "U1", "a"), at("2", "U2", "a"), at("3", "U2", "b")]).await;
        let count = async |sight: Sight| {
            let counts = store.ask(cases::count_by_stage(&sight)).await.unwrap();
            counts.into_iter().map(|stage| (stage.stage, stage.count)).collect::<Vec<_>>()
        };
        assert_eq!(count(Sight::All).await, [("a".to_owned(), 2), ("b".to_owned(), 1)]);
        let two = count(Sight::Units(vec!["U2".into()])).await;
        assert_eq!(two, [("a".to_owned(), 1), ("b".to_owned(), 1)]);
        assert!(count(Sight::Units(Vec::new())).await.is_empty());
        assert!(count(Sight::Person("nobody".into())).await.is_empty());
        let late = store.ask(cases::overdue("2026-06-08", 10)).await.unwrap();
        assert_eq!(late.len(), 3);
        assert!(store.ask(cases::overdue("2026-06-07", 10)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_inbox_runs_by_deadline_and_those_without_come_last() {
    for place in places().await {
        let store = place.open().await;
        let due = |stream: &str, holder: &str, due_on: Option<&str>| TaskRow {
            due_on: due_on.map(str::to_owned),
            ..task(stream, "notice", holder)
        };
        let rows = [
            due("case/1", "person/1", None),
            due("case/2", "role/chief/U1", Some("2026-03-10")),
            due("case/3", "person/1", Some("2026-03-11")),
            due("case/4", "person/2", Some("2026-03-01")),
            TaskRow { act: "review".to_owned(), ..due("case/5", "person/1", Some("2026-03-10")) },
        ];
        put_all(&store, rows.into_iter().map(Row::Task)).await;
        let holders = ["person/1".to_owned(), "role/chief/U1".to_owned()];
        let mut seen = Vec::new();
        let mut mark = None;
        loop {
            let page = tasks::inbox(&holders, None, mark.as_ref(), 2).unwrap();
            let page = store.ask(page).await.unwrap();
            let Some(last) = page.last() else { break };
            mark = Some(tasks::mark(last));
            seen.extend(page.into_iter().map(|task| task.stream));
        }
        assert_eq!(seen, ["case/2", "case/5", "case/3", "case/1"]);
        assert!(store.ask(tasks::inbox(&[], None, None, 9).unwrap()).await.unwrap().is_empty());
        let reviews = store.ask(tasks::inbox(&holders, Some("review"), None, 9).unwrap()).await;
        let reviews: Vec<_> = reviews.unwrap().into_iter().map(|task| task.stream).collect();
        assert_eq!(reviews, ["case/5"]);

        let counts = store.ask(tasks::counts(&holders, "2026-03-11")).await.unwrap();
        let counts: Vec<_> =
            counts.iter().map(|c| (&*c.holder, &*c.act, c.all, c.overdue)).collect();
        let expected = [
            ("person/1", "give-notice", 2, 0),
            ("person/1", "review", 1, 1),
            ("role/chief/U1", "give-notice", 1, 1),
        ];
        assert_eq!(counts, expected);
        let late = tasks::overdue("2026-03-11", None, None, 9).unwrap();
        assert_eq!(store.ask(late).await.unwrap().len(), 3);
        let late = tasks::overdue("2026-03-11", Some("T1"), None, 9).unwrap();
        assert!(store.ask(late).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_register_knows_its_last_number_and_no_other_register_s() {
    for place in places().await {
        let store = place.open().await;
        let register = Register { authority: "A1".into(), word: "金交罚".into(), year: 2026 };
        assert_eq!(store.first(documents::last_ordinal(&register)).await.unwrap(), Some(0));
        let numbered = |id: &str, year: i64, ordinal: i64| {
            Row::Document(DocumentRow { year, ordinal: Some(ordinal), ..document(id) })
        };
        put_all(&store, [numbered("1", 2026, 1), numbered("2", 2026, 2), numbered("3", 2025, 9)])
            .await;
        assert_eq!(store.first(documents::last_ordinal(&register)).await.unwrap(), Some(2));
        let listed = store.ask(documents::register_after(&register, 1, 10)).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.ordinal).collect::<Vec<_>>(), [Some(2)]);
        assert_eq!(store.ask(documents::registers()).await.unwrap().len(), 2);
        assert_eq!(store.ask(documents::by_code("code-1")).await.unwrap().len(), 1);
        assert!(store.ask(documents::by_code("code-9")).await.unwrap().is_empty());
        assert_eq!(store.ask(documents::of_stream("case/A")).await.unwrap().len(), 3);
    }
}

#[tokio::test]
async fn a_clue_is_like_another_of_the_same_town_and_matter_but_not_like_itself() {
    for place in places().await {
        let store = place.open().await;
        let other = |id: &str, town: &str, category: &str, item: Option<&str>| {
            Row::Clue(ClueRow {
                town: town.into(),
                category: category.into(),
                item: item.map(str::to_owned),
                ..clue(id)
            })
        };
        put_all(
            &store,
            [
                other("self", "T1", "road", Some("P1")),
                other("category", "T1", "road", None),
                other("item", "T1", "bridge", Some("P1")),
                other("town", "T2", "road", Some("P1")),
                other("matter", "T1", "bridge", None),
            ],
        )
        .await;
        let mut to = Similar {
            id: "self".into(),
            town: "T1".into(),
            item: Some("P1".into()),
            category: "road".into(),
            from: "2026-03-01".into(),
            until: "2026-03-20".into(),
        };
        let alike = store.ask(clues::similar(&to, 9)).await.unwrap();
        let alike: Vec<_> = alike.iter().map(|clue| &*clue.id).collect();
        assert_eq!(alike, ["item", "category"]);
        to.item = None;
        let alike = store.ask(clues::similar(&to, 9)).await.unwrap();
        assert_eq!(alike.iter().map(|clue| &*clue.id).collect::<Vec<_>>(), ["category"]);
        to.until = "2026-03-02".into();
        assert!(store.ask(clues::similar(&to, 9)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn clues_are_counted_by_stage_within_what_may_be_seen() {
    for place in places().await {
        let store = place.open().await;
        let at = |id: &str, town: &str, unit: Option<&str>| ClueRow {
            town: town.into(),
            unit: unit.map(str::to_owned),
            stage: if unit.is_some() { "dispatched".into() } else { "received".into() },
            ..clue(id)
        };
        let rows = [at("1", "T1", None), at("2", "T1", Some("U1")), at("3", "T2", Some("U1"))];
        put_all(&store, rows.map(Row::Clue)).await;
        let count = async |sight: Sight, town: Option<&str>| {
            let counts = store.ask(clues::count_by_stage(&sight, town)).await.unwrap();
            counts.into_iter().map(|c| (c.stage, c.count)).collect::<Vec<_>>()
        };
        let (sent, new) = ("dispatched".to_owned(), "received".to_owned());
        assert_eq!(count(Sight::All, None).await, [(sent.clone(), 2), (new.clone(), 1)]);
        assert_eq!(count(Sight::All, Some("T1")).await, [(sent.clone(), 1), (new, 1)]);
        assert_eq!(count(Sight::Units(vec!["U1".into()]), Some("T2")).await, [(sent, 1)]);
        assert_eq!(count(Sight::Units(Vec::new()), None).await, []);
        assert_eq!(count(Sight::Person("P9".into()), None).await, []);
    }
}

#[tokio::test]
async fn inspections_of_an_object_are_counted_by_year_and_found_by_officer() {
    for place in places().await {
        let store = place.open().await;
        let done = |id: &str, done_on: Option<&str>| {
            let done_on = done_on.map(str::to_owned);
            Row::Inspection(InspectionRow { done_on, ..inspection(id) })
        };
        let days = [Some("2025-12-31"), Some("2026-01-01"), Some("2026-12-31"), None];
        put_all(&store, days.iter().zip(["1", "2", "3", "4"]).map(|(day, id)| done(id, *day)))
            .await;
        let count = async |year| {
            store.first(inspections::count_in_year("O1", year)).await.unwrap().unwrap()
        };
        assert_eq!((count(2025).await, count(2026).await, count(2027).await), (1, 2, 0));
        let seen = async |person: &str| {
            let sight = Sight::Person(person.into());
            let list = InspectionList { sight, stage: None, after: None, limit: 10 };
            store.ask(inspections::list(&list).unwrap()).await.unwrap().len()
        };
        assert_eq!((seen("F1").await, seen("F").await, seen("%").await), (4, 0, 0));
    }
}

#[tokio::test]
async fn the_portal_finds_what_is_published_and_never_what_is_only_proposed() {
    for place in places().await {
        let store = place.open().await;
        let in_state = |id: &str, state: &str| {
            Row::Publication(PublicationRow { state: state.into(), ..publication(id) })
        };
        put_all(&store, [in_state("1", "published"), in_state("2", "proposed")]).await;
        let page = store.ask(publications::published(None, 10).unwrap()).await.unwrap();
        assert_eq!(page.iter().map(|row| &*row.id).collect::<Vec<_>>(), ["1"]);
        let mark = publications::mark(page.first().unwrap());
        let rest = publications::published(Some(&mark), 10).unwrap();
        assert!(store.ask(rest).await.unwrap().is_empty());
        assert!(store.first(publications::public_by_id("1")).await.unwrap().is_some());
        assert!(store.first(publications::public_by_id("2")).await.unwrap().is_none());
        assert!(store.first(publications::by_id("2")).await.unwrap().is_some());
        assert_eq!(store.ask(publications::late("2026-04-01", 9)).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn every_table_gives_back_what_was_put_and_its_digest_is_that_of_its_rows() {
    for place in places().await {
        let store = place.open().await;
        let rows = one_of_each();
        put_all(&store, rows.iter().rev().cloned()).await;
        let mut moment = store.snapshot().await.unwrap();
        let digests = moment.read_table_digests().await.unwrap();
        for (which, (name, digest)) in Which::ALL.into_iter().zip(digests) {
            let mut wanted: Vec<Row> =
                rows.iter().filter(|row| row.which() == which).cloned().collect();
            wanted.sort_by_key(Row::key);
            assert_eq!(wanted.len(), 2, "{name}");
            let first = moment.rows_after(which, None, 1).await.unwrap();
            let after = first.first().map(Row::key);
            let rest = moment.rows_after(which, after.as_ref(), 9).await.unwrap();
            assert_eq!([first, rest].concat(), wanted, "{name}");
            assert_eq!(digest, digest_rows(&wanted), "{name}");
        }
        drop(moment);

        let mut tx = store.begin().await.unwrap();
        for row in &rows {
            tx.remove(row.key());
        }
        tx.commit().await.unwrap();
        let mut moment = store.snapshot().await.unwrap();
        let nothing = digest_rows([]);
        for (name, digest) in moment.read_table_digests().await.unwrap() {
            assert_eq!(digest, nothing, "{name}");
        }
    }
}

#[tokio::test]
async fn read_tables_can_be_emptied_and_made_again_with_the_same_content() {
    for place in places().await {
        let store = place.open().await;
        put_all(&store, one_of_each()).await;
        let before = store.snapshot().await.unwrap().read_table_digests().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        tx.clear_read_tables().await.unwrap();
        assert!(tx.ask(people::all()).await.unwrap().is_empty());
        for row in one_of_each() {
            tx.put(row);
        }
        tx.commit().await.unwrap();
        let after = store.snapshot().await.unwrap().read_table_digests().await.unwrap();
        assert_eq!(before, after);

        place.meddle("UPDATE case_row SET fine = fine + 1 WHERE id = '1'").await;
        let meddled = store.snapshot().await.unwrap().read_table_digests().await.unwrap();
        let differ: Vec<_> =
            after.iter().zip(&meddled).filter(|(a, b)| a != b).map(|(a, _)| a.0).collect();
        assert_eq!(differ, ["case_row"]);
    }
}

#[tokio::test]
async fn people_evidence_links_and_deeds_are_found_by_what_they_are_asked_for() {
    for place in places().await {
        let store = place.open().await;
        put_all(&store, one_of_each()).await;
        let person = store.first(people::by_login("login-1")).await.unwrap();
        assert_eq!(person.map(|person| person.id), Some("1".to_owned()));
        assert!(store.first(people::by_login("login-3")).await.unwrap().is_none());
        assert_eq!(store.ask(people::of_unit("U1")).await.unwrap().len(), 2);
        let streams = store.ask(evidence::streams_of("h")).await.unwrap();
        assert_eq!(streams, ["case/A"]);
        assert_eq!(store.ask(evidence::of_stream("case/A")).await.unwrap().len(), 2);
        assert_eq!(store.ask(links::from("case/1")).await.unwrap().len(), 1);
        assert_eq!(store.ask(links::to("clue/1")).await.unwrap().len(), 2);
        let done = store.ask(tasks::done_by("P1", None, 9)).await.unwrap();
        assert_eq!(done.iter().map(|deed| deed.seq).collect::<Vec<_>>(), [2, 1]);
        let earlier = store.ask(tasks::done_by("P1", Some(2), 9)).await.unwrap();
        assert_eq!(earlier.iter().map(|deed| deed.seq).collect::<Vec<_>>(), [1]);
    }
}

fn article(id: &str, unit: &str, taken_on: &str) -> ArticleRow {
    ArticleRow {
        id: id.into(),
        case_id: "1".into(),
        number: Some("示交执〔2026〕立字第0001号".into()),
        unit: unit.into(),
        authority: "A1".into(),
        measure: "M1".into(),
        kind: "seize".into(),
        name: "地笼".into(),
        features: "长10米".into(),
        quantity: 1_250,
        measured_in: "个".into(),
        label: "M1-01".into(),
        custody: "示例库房".into(),
        taken_on: taken_on.into(),
        due_on: "2026-05-01".into(),
        fate: "held".into(),
        fate_name: "在控".into(),
        manner: String::new(),
        ended_on: String::new(),
        seq: 7,
    }
}

#[tokio::test]
async fn the_register_of_articles_turns_its_pages_and_sums_by_kind_and_unit() {
    for place in places().await {
        let store = place.open().await;
        let mut net = article("3", "U2", "2026-04-03");
        net.name = "渔网".into();
        net.measured_in = "匹".into();
        let mut gone = article("4", "U1", "2026-04-04");
        gone.fate = "returned".into();
        let rows = [article("1", "U1", "2026-04-01"), article("2", "U1", "2026-04-02"), net, gone];
        put_all(&store, rows.into_iter().map(Row::Article)).await;
        let mut list = ArticleList {
            sight: Sight::Units(vec!["U1".into(), "U2".into()]),
            fate: None,
            words: None,
            from: None,
            to: None,
            after: None,
            limit: 2,
        };
        let ids = |rows: &[ArticleRow]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let first = store.ask(articles::list(&list).unwrap()).await.unwrap();
        assert_eq!(ids(&first), ["4", "3"]);
        list.after = Some(articles::mark(first.last().unwrap()));
        let rest = store.ask(articles::list(&list).unwrap()).await.unwrap();
        assert_eq!(ids(&rest), ["2", "1"]);
        list.after = None;
        list.fate = Some("held".into());
        list.words = Some("地".into());
        list.from = Some("2026-04-02".into());
        list.to = Some("2026-04-30".into());
        assert_eq!(ids(&store.ask(articles::list(&list).unwrap()).await.unwrap()), ["2"]);
        list.words = Some("%".into());
        assert!(store.ask(articles::list(&list).unwrap()).await.unwrap().is_empty());
        list = ArticleList { fate: None, words: None, from: None, to: None, limit: 9, ..list };
        let sums = store.ask(articles::sums(&list)).await.unwrap();
        let told: Vec<_> =
            sums.iter().map(|s| (&*s.name, &*s.measured_in, &*s.fate, s.quantity)).collect();
        assert_eq!(
            told,
            [
                ("地笼", "个", "held", 2_500),
                ("地笼", "个", "returned", 1_250),
                ("渔网", "匹", "held", 1_250),
            ]
        );
        list.sight = Sight::Units(vec!["U2".into()]);
        assert_eq!(store.ask(articles::sums(&list)).await.unwrap().len(), 1);
        list.sight = Sight::Units(vec![]);
        assert!(store.ask(articles::sums(&list)).await.unwrap().is_empty());
        assert!(store.ask(articles::list(&list).unwrap()).await.unwrap().is_empty());
    }
}

fn one_of_each() -> Vec<Row> {
    let mut rows = Vec::new();
    for (seq, id) in [(1, "1"), (2, "2")] {
        let stream = format!("case/{id}");
        rows.extend([
            Row::Case(CaseRow { due_on: None, opened_on: None, ..case(id) }),
            Row::Clue(ClueRow { pin_lat: Some(-35_066_100), ..clue(id) }),
            Row::Inspection(inspection(id)),
            Row::Document(document(id)),
            Row::Evidence(piece(id)),
            Row::Article(article(id, "U1", "2026-04-01")),
            Row::Task(task(&stream, "notice", "person/1")),
            Row::Done(DoneRow {
                seq,
                person: "P1".into(),
                stream: stream.clone(),
                act: "open".into(),
                title: "立案".into(),
                at: "2026-03-09T00:00:00.000Z".into(),
            }),
            Row::Publication(publication(id)),
            Row::Person(PersonRow {
                id: id.into(),
                login: format!("login-{id}"),
                name: "张三".into(),
                unit: "U1".into(),
                roles: "officer".into(),
                state: "active".into(),
                credential_number: None,
                credential_until: Some("2027-01-01".into()),
                seq,
            }),
            Row::PartyMark(PartyMarkRow {
                mark: format!("mark-{id}"),
                case_id: id.into(),
                item: "I1".into(),
                act_on: "2026-03-09".into(),
            }),
            Row::ObjectMark(ObjectMarkRow {
                mark: format!("mark-{id}"),
                inspection_id: id.into(),
                planned_on: "2026-03-09".into(),
            }),
            Row::Link(LinkRow {
                from_stream: stream.clone(),
                to_stream: "clue/1".into(),
                kind: "from".into(),
            }),
            Row::Supervision(SupervisionRow {
                id: id.into(),
                concern: "shirking".into(),
                title: "线索逾期".into(),
                unit: "U1".into(),
                authority: "A1".into(),
                case_id: None,
                stage: "open".into(),
                stage_name: "待处理".into(),
                opened_on: "2026-03-09".into(),
                due_on: None,
                changed_seq: seq,
            }),
            Row::Entrustment(EntrustmentRow {
                id: id.into(),
                organisation: "示例县公路养护中心".into(),
                authority: "A1".into(),
                items: 2,
                from_on: "2026-03-09".into(),
                until_on: "2027-03-08".into(),
                stage: "signed".into(),
                stage_name: "已签订".into(),
                published: None,
                changed_seq: seq,
            }),
            Row::Search(SearchRow::new(stream, "case", "金乡县")),
        ]);
    }
    rows
}

fn clue(id: &str) -> ClueRow {
    ClueRow {
        id: id.into(),
        receipt: format!("R{id}"),
        source: "portal".into(),
        category: "road".into(),
        words: "货车遗撒".into(),
        town: "T1".into(),
        unit: None,
        item: None,
        stage: "received".into(),
        stage_name: "已受理".into(),
        reported_at: "2026-03-09T01:02:03.000Z".into(),
        due_on: None,
        pin_lat: None,
        pin_lng: Some(116_311_500),
        first_owner: "P1".into(),
        changed_seq: 1,
    }
}

fn inspection(id: &str) -> InspectionRow {
    InspectionRow {
        id: id.into(),
        number: None,
        item: "P1".into(),
        object: "O1".into(),
        town: "T1".into(),
        unit: "U1".into(),
        officers: ",F1,F2,".into(),
        stage: "planned".into(),
        stage_name: "已计划".into(),
        planned_on: "2026-03-09".into(),
        done_on: None,
        outcome: None,
        clue: None,
        case_id: None,
        changed_seq: 1,
    }
}

fn document(id: &str) -> DocumentRow {
    DocumentRow {
        id: id.into(),
        stream: "case/A".into(),
        form: "F01".into(),
        title: "立案登记表".into(),
        number: None,
        authority: "A1".into(),
        year: 2026,
        word: Some("金交罚".into()),
        ordinal: None,
        issued_on: "2026-03-09".into(),
        code: format!("code-{id}"),
        state: "issued".into(),
        pdf: None,
        content_commit: "c".into(),
        version: 1,
        seq: 1,
    }
}

fn piece(id: &str) -> EvidenceRow {
    EvidenceRow {
        id: id.into(),
        stream: "case/A".into(),
        kind: "照片".into(),
        name: "现场照片".into(),
        hash: "h".into(),
        size: 12,
        mime: "image/jpeg".into(),
        captured_at: "2026-03-09T01:02:03.000Z".into(),
        recorded_at: "2026-03-09T01:03:03.000Z".into(),
        place: None,
        verified: true,
        seq: 1,
    }
}

fn publication(id: &str) -> PublicationRow {
    PublicationRow {
        id: id.into(),
        case_id: "A".into(),
        number: "1".into(),
        authority: "A1".into(),
        party_masked: "某**".into(),
        cause: "c".into(),
        summary: "s".into(),
        decided_on: "2026-03-09".into(),
        due_on: "2026-03-18".into(),
        state: "proposed".into(),
        published_on: None,
        retracted_on: None,
        retraction_reason: None,
        body: "{}".into(),
        seq: 1,
    }
}
