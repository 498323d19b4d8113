//! A pack loads whole or names every row that is wrong.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::fixture::{county, texts};
use super::*;
use crate::catalogue::{HearingRule, SourceType};
use crate::ids::ItemId;
use crate::policy::Role;

/// Loads the county with `from` replaced by `to` in one text, and returns the problems.
fn broken(path: &str, from: &str, to: &str) -> Vec<PackProblem> {
    let mut texts = texts();
    let text = String::from_utf8(texts[path].clone()).unwrap();
    assert!(text.contains(from), "{path} does not contain {from}");
    texts.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
    Jurisdiction::load("jinxiang", "test", &texts).err().unwrap_or_default()
}

fn assert_named(problems: &[PackProblem], path: &str, words: &str) {
    let found = problems.iter().any(|p| p.path == path && p.message.contains(words));
    assert!(found, "no “{words}” at {path} in {problems:#?}");
}

fn squad<'a>(j: &'a Jurisdiction, id: &str) -> &'a Unit {
    j.unit(&UnitId::new(id)).unwrap()
}

#[test]
fn the_squads_have_the_territories_offices_and_numbers_of_the_plan() {
    let j = county();
    let expected = [
        ("zd1", "huji", vec!["jinxiang-jd", "yangshan", "huji", "buji"], (14, 7, 7)),
        ("zd2", "huayu", vec!["gaohe", "huayu", "xiaoyun"], (9, 3, 6)),
        ("zd3", "mamiao", vec!["yushan", "mamiao", "jishu"], (9, 3, 6)),
        ("zd4", "xinglong", vec!["wangpi", "xinglong", "sima"], (9, 4, 5)),
    ];
    for (id, office, towns, (total, institution, enterprise)) in expected {
        let unit = squad(j, id);
        let held: Vec<_> = unit.towns.iter().map(TownId::as_str).collect();
        assert_eq!(held, towns);
        assert_eq!(unit.office_town.as_ref().map(TownId::as_str), Some(office));
        assert_eq!(unit.headcount, Some(Headcount { total, institution, enterprise }));
        assert_eq!(unit.powers, [Power::Inspection]);
    }
    assert_eq!(j.towns.len(), 13);
    assert_eq!(j.towns.iter().filter(|town| town.kind == TownKind::Street).count(), 4);
}

#[test]
fn fourteen_matters_each_have_an_inspection_and_a_penalty_item() {
    let j = county();
    for number in 1..=14 {
        let matter = format!("T{number:02}");
        let inspection = j.item_of_matter(&matter, Power::Inspection).unwrap();
        assert_eq!(inspection.id.0, format!("JX-T-{number:02}"));
        assert!((3..=8).contains(&inspection.checks.len()), "{matter}");
        assert!(inspection.stop_order.is_some());
        let penalty = j.item_of_matter(&matter, Power::Penalty).unwrap();
        assert!(!penalty.branches.is_empty());
    }
    assert_eq!(j.items.len(), 28);
}

#[test]
fn the_people_of_the_demonstration_fill_every_role_and_are_marked_fictional() {
    let j = county();
    for role in Role::ALL {
        assert!(j.people.iter().any(|person| person.roles.contains(&role)), "{role:?}");
    }
    assert!(j.people.iter().all(|person| person.name.starts_with("【演示】")));
    let certificates = || j.people.iter().filter_map(|person| person.certificate.as_ref());
    assert!(certificates().all(|c| c.number.starts_with("演示-")));
    let day = date(2026, 3, 9);
    assert_eq!(certificates().filter(|c| !c.valid_on(day)).count(), 1);
}

#[test]
fn an_item_has_a_version_only_on_the_days_it_is_in_force() {
    let j = county();
    let id = ItemId::new("JX-T-01");
    assert!(j.item_at(&id, date(2021, 6, 30)).is_ok());
    let early = j.item_at(&id, date(2021, 6, 29)).unwrap_err();
    assert!(matches!(early, ItemGap::NotYet { from, .. } if from == date(2021, 6, 30)));
    assert!(early.to_string().contains("2021年6月30日"));
    let unknown = j.item_at(&ItemId::new("NONE"), date(2026, 1, 1)).unwrap_err();
    assert!(matches!(unknown, ItemGap::Unknown(_)));
}

/// Every day from 2021 on: of an item and of a parameter there is exactly one version or a gap that
/// says why, and a day of the calendar is a working day or not.
#[test]
fn every_day_has_one_version_or_a_named_gap() {
    let j = county();
    let items: BTreeSet<&ItemId> = j.items.iter().map(|item| &item.id).collect();
    let rules: BTreeSet<&str> = j.rules.all().map(|rule| rule.id.as_str()).collect();
    let (first, last) = (date(2021, 1, 1), date(2028, 12, 31));
    for day in first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last) {
        for id in &items {
            let versions = j.items.iter().filter(|item| item.id == **id && item.in_force(day));
            match (versions.count(), j.item_at(id, day)) {
                (1, Ok(item)) => assert!(item.in_force(day)),
                (0, Err(ItemGap::NotYet { from, .. })) => assert!(day < from, "{id} {day}"),
                (0, Err(ItemGap::Ended { until, .. })) => assert!(until < day, "{id} {day}"),
                other => panic!("{id} {day}: {other:?}"),
            }
        }
        for id in &rules {
            let versions = || j.rules.all().filter(|rule| rule.id == **id);
            let begun = versions().any(|rule| rule.first_day <= day);
            let ended = versions().all(|rule| rule.last_day.is_some_and(|last| last < day));
            let count = versions().filter(|rule| rule.covers(day)).count();
            assert_eq!(count, usize::from(begun && !ended), "{id} {day}");
            assert_eq!(j.rules.at(id, day).is_ok(), count == 1, "{id} {day}");
        }
        assert!(j.calendar.kind(day).is_ok(), "{day}");
    }
}

#[test]
fn an_item_that_ended_says_when() {
    let mut j = county().clone();
    let item = j.items.iter_mut().find(|item| item.id.0 == "JX-T-01").unwrap();
    item.effective_until = Some(date(2025, 12, 31));
    let id = ItemId::new("JX-T-01");
    assert!(j.item_at(&id, date(2025, 12, 31)).is_ok());
    let gap = j.item_at(&id, date(2026, 1, 1)).unwrap_err();
    assert!(matches!(gap, ItemGap::Ended { until, .. } if until == date(2025, 12, 31)));
}

#[test]
fn illustrative_benchmarks_say_that_they_must_be_replaced() {
    let tables = county().items.iter().flat_map(|i| &i.branches).flat_map(|b| &b.benchmarks);
    for table in tables {
        match table.source_type {
            SourceType::Illustrative => assert!(table.source.contains("替换")),
            SourceType::Published => assert!(table.source.contains("非本地现行基准")),
            SourceType::PartlyPublished => assert!(table.source.contains("拟制")),
        }
    }
}

#[test]
fn a_licence_or_business_stop_always_wants_a_hearing() {
    let branches = county().items.iter().flat_map(|item| &item.branches);
    for branch in branches.filter(|branch| branch.other_penalty.is_some()) {
        assert_eq!(branch.hearing, HearingRule::Always, "{}", branch.when);
    }
}

#[test]
fn a_town_outside_every_territory_is_named() {
    let from = r#"towns = ["gaohe", "huayu", "xiaoyun"]"#;
    let problems = broken("jinxiang/org.toml", from, r#"towns = ["gaohe", "huayu"]"#);
    assert_named(&problems, "jinxiang/towns.toml", "没有中队负责");
}

#[test]
fn a_town_in_two_territories_is_named_with_both() {
    let from = r#"towns = ["gaohe", "huayu", "xiaoyun"]"#;
    let to = r#"towns = ["gaohe", "huayu", "xiaoyun", "huji"]"#;
    let problems = broken("jinxiang/org.toml", from, to);
    assert_named(&problems, "jinxiang/towns.toml", "同时由第一中队、第二中队负责");
}

#[test]
fn sums_that_do_not_add_up_are_named() {
    let problems = broken("jinxiang/pack.toml", "headcount = 41", "headcount = 42");
    assert_named(&problems, "jinxiang/pack.toml", "合计写的是 42，各行相加是 41");
    let problems =
        broken("jinxiang/org.toml", "total = 14, institution = 7", "total = 14, institution = 8");
    assert_named(&problems, "jinxiang/org.toml", "编制合计不等于");
    let problems =
        broken("jinxiang/org.toml", r#"office_town = "huji""#, r#"office_town = "sima""#);
    assert_named(&problems, "jinxiang/org.toml", "办公地点不在");
}

#[test]
fn an_article_that_does_not_exist_is_named() {
    let path = "jinxiang/items/T02.toml";
    let problems = broken(path, "《公路法》第七十七条", "《公路法》第九百条");
    assert_named(&problems, path, "不存在");
    let problems = broken(path, "《公路法》第七十七条", "《没有这部法》第一条");
    assert_named(&problems, path, "法规索引中没有");
    let problems = broken(path, "《公路法》第七十七条", "公路法77条");
    assert_named(&problems, path, "不能读取");
}

#[test]
fn a_tier_outside_its_branch_is_named() {
    let path = "jinxiang/items/T02.toml";
    let problems =
        broken(path, "min_yuan = 3500, max_yuan = 5000", "min_yuan = 3500, max_yuan = 5001");
    assert_named(&problems, path, "超出法定幅度");
    let problems =
        broken(path, "min_yuan = 3500, max_yuan = 5000", "min_yuan = 3400, max_yuan = 5000");
    assert_named(&problems, path, "重叠或者次序颠倒");
    let problems =
        broken(path, "min_yuan = 3500, max_yuan = 5000", "min_yuan = 5000, max_yuan = 3500");
    assert_named(&problems, path, "阶次的下限高于上限");
    let problems = broken("jinxiang/items/T06.toml", "cap_yuan = 30000", "cap_yuan = 30001");
    assert_named(&problems, "jinxiang/items/T06.toml", "封顶数额超过法定上限");
}

#[test]
fn a_negative_or_float_amount_is_refused() {
    let path = "jinxiang/items/T02.toml";
    let problems = broken(path, "min_yuan = 3500", "min_yuan = -1");
    assert_named(&problems, path, "负数");
    let problems = broken(path, "min_yuan = 3500", "min_yuan = 3500.5");
    assert_named(&problems, path, "不能读取");
}

#[test]
fn versions_that_overlap_or_leave_a_gap_are_named() {
    let path = "jinxiang/items/T02.toml";
    let text = String::from_utf8(texts()[path].clone()).unwrap();
    let parts: Vec<_> = text.split("\n[[item]]\n").collect();
    let [head, inspection, penalty] = parts[..] else { panic!("two items expected") };
    let from = "effective_from = 2021-06-30";
    let two = |until: &str, next: &str| {
        let old = inspection.replacen(from, &format!("{from}\neffective_until = {until}"), 1);
        let new = inspection.replacen(from, &format!("effective_from = {next}"), 1);
        let mut texts = texts();
        let all = [head, &old, &new, penalty].join("\n[[item]]\n");
        texts.insert(path.to_owned(), all.into_bytes());
        Jurisdiction::load("jinxiang", "test", &texts).err().unwrap_or_default()
    };
    assert_eq!(two("2024-12-31", "2025-01-01"), []);
    assert_named(&two("2024-12-31", "2025-01-02"), path, "重叠或者空档");
    assert_named(&two("2025-01-01", "2025-01-01"), path, "重叠或者空档");
}

#[test]
fn an_unknown_role_or_key_is_named_with_its_row() {
    let path = "jinxiang/demo_officers.toml";
    let problems = broken(path, r#"roles = ["dispatcher"]"#, r#"roles = ["king"]"#);
    assert_named(&problems, path, "不能读取");
    assert!(problems.iter().any(|p| p.row.contains("p-diaodu")), "{problems:#?}");
    assert_named(&problems, path, "不认识的取值 `king`");
    let problems =
        broken("jinxiang/towns.toml", "kind = \"street\"", "kind = \"street\"\nmayor = 1");
    assert_named(&problems, "jinxiang/towns.toml", "不认识的字段 `mayor`");
    let problems = broken("jinxiang/towns.toml", "kind = \"street\"\n", "");
    assert_named(&problems, "jinxiang/towns.toml", "缺少字段 `kind`");
}

#[test]
fn a_clue_is_given_at_least_a_day() {
    let path = "jinxiang/pack.toml";
    let problems = broken(path, "working_days = 5", "working_days = 0");
    assert_named(&problems, path, "派单期限至少一个工作日");
    let problems = broken(path, "working_days = 5", "days = 5");
    assert_named(&problems, path, "不认识的字段 `days`");
}

#[test]
fn people_must_be_marked_dated_and_qualified() {
    let path = "jinxiang/demo_officers.toml";
    assert_named(&broken(path, "【演示】周慧敏", "周慧敏"), path, "必须以");
    let problems = broken(path, "valid_until = 2029-12-31", "valid_until = 2019-12-31");
    assert_named(&problems, path, "截止日早于起始日");
    let problems = broken(path, "valid_until = 2029-12-31", "valid_until = 2029-02-30");
    assert_named(&problems, path, "不能读取");
    let problems = broken(path, "演示-0002", "演示-0001");
    assert_named(&problems, path, "与他人重复");
    let line = "legal_qualification = \"法律职业资格（演示-A001）\"\n";
    assert_named(&broken(path, line, ""), path, "没有写明法律职业资格");
    let problems = broken(path, r#"login = "zd1a""#, r#"login = "zd1b""#);
    assert_named(&problems, path, "编号重复");
}

#[test]
fn every_acting_name_needs_a_stamp_a_reviewer_and_every_mode_a_rule() {
    let path = "jinxiang/stamps.toml";
    let stamp = "[[stamp]]\nauthority = \"jtj\"\n";
    let problems = broken(path, stamp, "[[stamp]]\nauthority = \"slj\"\n");
    assert_named(&problems, path, "却没有它的印章");
    let reviewer = "[[reviewer]]\nauthority = \"jtj\"\n";
    let problems = broken(path, reviewer, "[[reviewer]]\nauthority = \"slj\"\n");
    assert_named(&problems, path, "却没有法制审核机构");
    let problems = broken(path, "mode = \"linked\"", "mode = \"own\"");
    assert_named(&problems, path, "缺少“联动执法”方式的用章规则");
    assert_named(&problems, path, "编号重复");
}

#[test]
fn a_cap_of_inspections_is_a_published_number() {
    let path = "jinxiang/items/T01.toml";
    let with = |item: &str, cap: &str| {
        let head = format!("id = \"{item}\"\n");
        broken(path, &head, &format!("{head}yearly_cap = {cap}\n"))
    };
    let problems = with("JX-T-01", r#"{ times = 0, source = "示例通知" }"#);
    assert_named(&problems, path, "至少一次");
    assert_named(&with("JX-T-01", r#"{ times = 2, source = " " }"#), path, "写明公布的文件");
    let problems = with("JX-T-01-CF", r#"{ times = 2, source = "示例通知" }"#);
    assert_named(&problems, path, "只写在检查事项里");
}

/// SV-08: a county cannot weigh the town's rating below what the law asks.
#[test]
fn the_weights_of_ratings_make_a_hundred_and_keep_to_the_floor() {
    let path = "jinxiang/assessment.toml";
    let problems = broken(path, "percent = 60", "percent = 50");
    assert_named(&problems, path, "权重50%低于");
    assert_named(&problems, path, "合计90%");
}

#[test]
fn a_missing_or_unreadable_text_is_named_and_hides_nothing_else() {
    let mut texts = texts();
    texts.remove("jinxiang/publication.toml");
    texts.insert("jinxiang/first_offence.toml".to_owned(), vec![0xff, 0xfe]);
    texts.insert("jinxiang/towns.toml".to_owned(), b"town = [".to_vec());
    let problems = Jurisdiction::load("jinxiang", "test", &texts).unwrap_err();
    assert_named(&problems, "jinxiang/publication.toml", "没有这份内容");
    assert_named(&problems, "jinxiang/first_offence.toml", "UTF-8");
    assert_named(&problems, "jinxiang/towns.toml", "不能读取");
    assert!(Jurisdiction::load("nowhere", "test", &texts).is_err());
}

#[test]
fn a_county_may_lay_its_own_form_over_the_national_one() {
    let mut texts = texts();
    let national = String::from_utf8(texts["national/forms/TF-15.toml"].clone()).unwrap();
    let own = national.replacen("copies = 2", "copies = 4", 1);
    texts.insert("jinxiang/forms/TF-15.toml".to_owned(), own.into_bytes());
    let j = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
    assert_eq!(j.form("TF-15").map(|form| form.copies), Some(4));
    assert_eq!(county().form("TF-15").map(|form| form.copies), Some(2));

    texts.insert("jinxiang/forms/TF-99.toml".to_owned(), national.into_bytes());
    let problems = Jurisdiction::load("jinxiang", "test", &texts).unwrap_err();
    assert_named(&problems, "jinxiang/forms/TF-99.toml", "与所在路径不一致");
}

#[test]
fn a_pack_that_extends_itself_is_refused() {
    let problems = broken("jinxiang/pack.toml", "extends = \"national\"", "extends = \"jinxiang\"");
    assert_named(&problems, "jinxiang/pack.toml", "循环继承");
}

#[test]
fn sole_traders_are_offered_hearings_like_citizens_until_the_county_says_otherwise() {
    use crate::party::PartyKind::{Citizen, Organisation, SoleTrader};
    let day = date(2026, 3, 9);
    let at = |j: &Jurisdiction, kind| j.hearing_threshold(kind, day);
    let j = county();
    assert_eq!(at(j, Citizen), Fen(200_000));
    assert_eq!(at(j, Organisation), Fen(1_000_000));
    assert_eq!(at(j, SoleTrader), at(j, Citizen));
    let mut texts = texts();
    let choice = b"[settings]\nDB-06 = \"organisation\"\n".to_vec();
    texts.insert("jinxiang/settings.toml".to_owned(), choice);
    let j = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
    assert_eq!(at(&j, SoleTrader), at(&j, Organisation));
    assert_eq!(county().hearing_threshold(Citizen, date(2000, 1, 1)), Fen(0));
}

#[test]
fn decisions_of_the_bureau_are_reconsidered_by_the_county_government() {
    let j = county();
    assert!(j.reconsideration_name(&AuthorityId::new("jtj")).ends_with("县人民政府"));
    assert_eq!(j.reconsideration_name(&AuthorityId::new("none")), "本级人民政府");
    assert_eq!(j.court_name(), "有管辖权的人民法院");
    let problems = broken("jinxiang/org.toml", "prefix = \"鲁济金交执\"\n", "");
    assert_named(&problems, "jinxiang/org.toml", "机关代字");
}
