//! Every town and every item has one answer, and the squads never hold more than inspection.

use jiff::civil::{Date, date};

use super::*;
use crate::packs::fixture::county;
use crate::packs::{AreaKind, UnitKind};
use crate::refusal::Refusal;

const TODAY: Date = date(2026, 3, 9);

fn inspection(matter: u8, town: &str) -> Ask {
    let item = ItemId::new(format!("JX-T-{matter:02}"));
    Ask::item(item, TownId::new(town), Power::Inspection, TODAY)
}

fn found(question: &Ask) -> Competent {
    let answer = ask(county(), question);
    answer.competent().cloned().unwrap_or_else(|| panic!("{answer:?}"))
}

fn first(result: Result<(), Refusal>) -> Refusal {
    result.unwrap_err()
}

fn unit(question: &Ask) -> String {
    found(question).unit.0
}

/// Covers: S0-11, S0-31, S0-34.
#[test]
fn every_town_and_item_is_inspected_by_its_squad_and_punished_by_the_brigade() {
    let territories = [
        ("zd1", vec!["jinxiang-jd", "yangshan", "huji", "buji"]),
        ("zd2", vec!["gaohe", "huayu", "xiaoyun"]),
        ("zd3", vec!["yushan", "mamiao", "jishu"]),
        ("zd4", vec!["wangpi", "xinglong", "sima"]),
    ];
    let mut asked = 0;
    for (squad, towns) in territories {
        for town in towns {
            for matter in 1..=14 {
                let question = inspection(matter, town);
                let answer = found(&question);
                assert_eq!(answer.unit.0, squad, "{town} {matter}");
                assert_eq!(answer.mode, Mode::Stationed);
                assert_eq!((answer.authority.0.as_str(), answer.stamp.0.as_str()), ("jtj", "jtj"));
                for power in [Power::Penalty, Power::Measure, Power::Execution] {
                    let answer = found(&Ask { power, ..question.clone() });
                    assert_eq!(answer.unit.0, "dadui", "{town} {matter} {power:?}");
                    assert_eq!(answer.mode, Mode::Own);
                    assert_eq!(answer.reviewer.as_ref().map(UnitId::as_str), Some("fzk"));
                }
                asked += 1;
            }
        }
    }
    assert_eq!(asked, 13 * 14);
}

#[test]
fn the_answer_names_the_acting_authority_the_stamp_and_the_documents() {
    let answer = ask(county(), &inspection(1, "huji"));
    let bureau = county().authority(&AuthorityId::new("jtj")).unwrap();
    let sentence = answer.sentence();
    assert!(sentence.contains("第一中队") && sentence.contains(&bureau.name), "{sentence}");
    let found = answer.competent().unwrap();
    assert!(found.basis.iter().any(|b| matches!(b, Basis::Document(d) if d.contains("18号"))));
    assert!(found.basis.iter().any(|b| matches!(b, Basis::Article(c) if c.statute == "公路法")));
    assert!(found.next.contains("移交"), "{}", found.next);
}

/// Covers: S0-15, S0-36.
#[test]
fn the_urban_area_is_the_brigades() {
    let urban: Vec<_> = county().areas.iter().filter(|a| a.kind == AreaKind::Urban).collect();
    assert!(!urban.is_empty());
    for area in urban {
        let town = area.towns[0].as_str();
        let question = Ask { area: Some(area.id.clone()), ..inspection(1, town) };
        assert_eq!(unit(&question), "dadui");
        assert_eq!(found(&question).mode, Mode::Own);
        assert_ne!(unit(&inspection(1, town)), "dadui");
    }
}

/// Covers: S0-38.
#[test]
fn a_park_is_inspected_by_the_squad_of_its_host_town() {
    let parks: Vec<_> = county().areas.iter().filter(|a| a.kind == AreaKind::Park).collect();
    assert!(!parks.is_empty());
    for area in parks {
        let squad = county().squad_of(&area.towns[0]).unwrap();
        let question = Ask { area: Some(area.id.clone()), ..inspection(1, area.towns[0].as_str()) };
        let answer = found(&question);
        assert_eq!(answer.unit, squad.id);
        assert!(answer.reasons[0].contains("园区"), "{:?}", answer.reasons);
    }
}

/// Covers: S0-32.
#[test]
fn a_matter_that_touches_two_territories_is_the_brigades() {
    let touched = |towns: &[&str]| Ask {
        towns_touched: towns.iter().map(|&town| TownId::new(town)).collect(),
        ..inspection(1, "huji")
    };
    assert_eq!(unit(&touched(&["huji", "yangshan"])), "zd1");
    assert_eq!(unit(&touched(&["huji", "huayu"])), "dadui");
}

/// Covers: S0-33.
#[test]
fn a_major_matter_is_the_brigades() {
    assert_eq!(unit(&Ask { weight: Weight::Major, ..inspection(1, "huji") }), "dadui");
}

#[test]
fn a_support_order_sends_another_squad() {
    let ordered = |id: &str| Ask { support_order: Some(UnitId::new(id)), ..inspection(1, "huji") };
    assert_eq!(unit(&ordered("zd2")), "zd2");
    assert_eq!(unit(&ordered("fzk")), "zd1", "only squads are sent in support");
}

/// Covers: S4-43.
#[test]
fn before_its_first_day_an_item_is_only_announced() {
    let early = Ask { on: date(2021, 6, 29), ..inspection(1, "huji") };
    let Outcome::AnnouncedOnly { effective_from, allowed, meanwhile, .. } =
        ask(county(), &early).outcome
    else {
        panic!("not announced only")
    };
    assert_eq!(effective_from, date(2021, 6, 30));
    assert_eq!(meanwhile.as_str(), "dadui");
    assert!(allowed.contains("只能巡查和报告"));
    assert_eq!(unit(&Ask { on: date(2021, 6, 30), ..early }), "zd1");
}

#[test]
fn a_penalty_before_the_catalogue_begins_is_left_to_a_lawyer() {
    let early = Ask { on: date(2022, 1, 1), power: Power::Penalty, ..inspection(13, "huji") };
    let Outcome::NobodyHere { why, .. } = ask(county(), &early).outcome else { panic!() };
    assert!(why.contains("2023年7月20日"), "{why}");
}

#[test]
fn tolls_past_their_term_are_inspected_here_and_punished_by_the_province() {
    let words = "收费站收费期满还在收过路费";
    let told = |power| Ask { words: words.to_owned(), power, ..inspection(4, "huji") };
    for power in [Power::Penalty, Power::Execution] {
        let Outcome::TransferTo { to, why, basis, .. } = ask(county(), &told(power)).outcome else {
            panic!("not transferred")
        };
        assert_eq!(to.as_str(), "sjtt");
        assert!(why.contains("省级"), "{why}");
        assert!(basis.iter().any(
            |b| matches!(b, Basis::Article(c) if c.to_string() == "《收费公路管理条例》第四十九条")
        ));
    }
    let inspected = found(&told(Power::Inspection));
    assert_eq!(inspected.unit.as_str(), "zd1");
    assert!(inspected.reasons.iter().any(|reason| reason.contains("移送")));
    let roadblock = Ask { words: "村口设卡拦车收钱".to_owned(), ..told(Power::Penalty) };
    let kept = found(&roadblock);
    assert_eq!(kept.unit.as_str(), "dadui");
    assert!(kept.reasons.iter().any(|reason| reason.contains("应当终止收费而不终止")));
}

#[test]
fn sand_dug_near_a_bridge_goes_to_the_water_department() {
    let town = TownId::new("huji");
    let question = Ask::words("有人在河道采砂，离公路桥很近", town, Power::Penalty, TODAY);
    let Outcome::TransferTo { to, .. } = ask(county(), &question).outcome else { panic!() };
    assert_eq!(to.as_str(), "slj");
}

/// Covers: S0-07.
#[test]
fn what_no_item_covers_is_nobodys_and_is_reported() {
    let town = || TownId::new("huji");
    for words in ["邻居深夜唱歌吵人", "", "！！"] {
        let answer = ask(county(), &Ask::words(words, town(), Power::Inspection, TODAY));
        let Outcome::NobodyHere { report, .. } = &answer.outcome else { panic!("{answer:?}") };
        assert!(report.contains("无主问题"));
    }
    let unknown = Ask::item(ItemId::new("JX-X"), town(), Power::Inspection, TODAY);
    assert!(ask(county(), &unknown).competent().is_none());
    assert!(ask(county(), &inspection(1, "elsewhere")).competent().is_none());
}

#[test]
fn words_of_everyday_find_the_item() {
    for (words, matter) in [
        ("货车拉沙土遗洒路面，没人清理", "T01"),
        ("路边有人晒粮占了半条路，路上晒粮", "T01"),
        ("4S店在公路上试刹车", "T02"),
        ("桥洞底下堆放木材", "T05"),
        ("施工队开挖路面没有许可", "T06"),
        ("路边的行道树被砍了，有人砍树", "T07"),
        ("公路边立了个大广告牌", "T08"),
        ("路边盖房离公路太近", "T09"),
        ("树枝广告挡住标志牌", "T10"),
        ("修理厂用假配件", "T11"),
        ("驾校少学时", "T12"),
        ("大货车没有营运证拉货", "T13"),
        ("汽车站班车超载出站", "T14"),
    ] {
        let hits = search_items(county(), words);
        assert_eq!(hits.first().map(|hit| hit.matter.as_str()), Some(matter), "{words} {hits:?}");
    }
    assert_eq!(search_items(county(), "路"), []);
}

/// Covers: S0-34, S0-35.
#[test]
fn a_squad_never_opens_a_penalty_case_nor_starts_execution() {
    let j = county();
    for squad in j.units.iter().filter(|unit| unit.kind == UnitKind::Squad) {
        let refusal = first(may_open_penalty(j, &squad.id));
        assert_eq!(refusal.code, "COMP-001");
        assert!(refusal.what.contains(&squad.name) && refusal.what.contains("行政处罚权"));
        assert!(refusal.next.words.contains("县交通运输综合执法大队"), "{:?}", refusal.next);
        assert!(may_exercise(j, &squad.id, Power::Execution).is_err());
        assert!(may_exercise(j, &squad.id, Power::Measure).is_err());
        assert!(may_exercise(j, &squad.id, Power::Inspection).is_ok());
    }
    assert_eq!(may_open_penalty(j, &UnitId::new("dadui")), Ok(()));
    assert_eq!(may_open_penalty(j, &UnitId::new("fzk")).unwrap_err().code, "COMP-001");
    assert_eq!(may_open_penalty(j, &UnitId::new("none")).unwrap_err().code, "COMP-002");
}

/// Covers: S0-39.
#[test]
fn a_squad_inspects_only_in_its_territory_or_by_order() {
    let j = county();
    let (zd1, zd2) = (UnitId::new("zd1"), UnitId::new("zd2"));
    let huji = TownId::new("huji");
    assert_eq!(may_inspect(j, &zd1, (&huji, None), None), Ok(()));
    let refusal = first(may_inspect(j, &zd2, (&huji, None), None));
    assert_eq!(refusal.code, "COMP-003");
    assert!(refusal.what.contains("第一中队"), "{}", refusal.what);
    assert_eq!(may_inspect(j, &zd2, (&huji, None), Some(&zd2)), Ok(()));
    assert!(may_inspect(j, &zd2, (&huji, None), Some(&zd1)).is_err());
    assert_eq!(may_inspect(j, &UnitId::new("dadui"), (&huji, None), None), Ok(()));
    assert!(may_inspect(j, &UnitId::new("fzk"), (&huji, None), None).is_err());
}

#[test]
fn a_squad_does_not_inspect_the_urban_part_of_its_own_town_but_does_inspect_its_park() {
    let j = county();
    let area = |kind| j.areas.iter().find(|area| area.kind == kind).unwrap();
    let urban = area(AreaKind::Urban);
    let squad = j.squad_of(&urban.towns[0]).unwrap();
    let place = (&urban.towns[0], Some(&urban.id));
    let refusal = first(may_inspect(j, &squad.id, place, None));
    assert!(refusal.what.contains("大队负责"), "{}", refusal.what);
    let park = area(AreaKind::Park);
    let host = j.squad_of(&park.towns[0]).unwrap();
    assert_eq!(may_inspect(j, &host.id, (&park.towns[0], Some(&park.id)), None), Ok(()));
}

/// Covers: S1-82, S1-83.
#[test]
fn a_joint_operation_carries_the_stamp_and_review_of_its_lead() {
    let led = |lead: &str| Ask {
        joint_lead: Some(AuthorityId::new(lead)),
        power: Power::Penalty,
        ..inspection(1, "huji")
    };
    let police = found(&led("gaj"));
    assert_eq!((police.mode, police.stamp.as_str()), (Mode::Linked, "gaj"));
    assert_eq!(police.reviewer.as_ref().map(UnitId::as_str), Some("fz-gaj"));
    assert_eq!(found(&led("jtj")).reviewer.as_ref().map(UnitId::as_str), Some("fzk"));
    assert!(ask(county(), &led("slj")).competent().is_none(), "no stamp, no answer");
}

/// Covers: S1-81.
#[test]
fn each_mode_allows_one_stamp_and_refuses_every_other() {
    let j = county();
    let [bureau, town, police] = ["jtj", "zj-huji", "gaj"].map(AuthorityId::new);
    let parties = ModeParties {
        holder: &bureau,
        acting_name: &bureau,
        town: Some(&town),
        lead: Some(&police),
    };
    for (mode, allowed) in [
        (Mode::Own, &bureau),
        (Mode::Delegated, &town),
        (Mode::Entrusted, &bureau),
        (Mode::Stationed, &bureau),
        (Mode::Linked, &police),
    ] {
        for chosen in [&bureau, &town, &police] {
            let result = check_stamp(j, mode, &parties, chosen);
            assert_eq!(result.is_ok(), chosen == allowed, "{mode:?} {chosen}");
        }
    }
    let nobody = ModeParties { lead: None, ..parties };
    assert_eq!(permitted_stamp(j, Mode::Linked, &nobody).unwrap_err().code, "COMP-005");
    let wrong = check_stamp(j, Mode::Stationed, &parties, &town).unwrap_err();
    assert_eq!(wrong.code, "COMP-004");
}

/// Covers: S1-79, S1-80.
#[test]
fn an_item_handed_to_towns_carries_the_stamp_and_review_of_the_town() {
    use crate::catalogue::DoneBy;
    let mut j = county().clone();
    for item in j.items.iter_mut().filter(|item| item.matter == "T01") {
        item.done_by = DoneBy::Towns;
        item.mode = Mode::Delegated;
    }
    let answer = ask(&j, &Ask { power: Power::Penalty, ..inspection(1, "huji") });
    let found = answer.competent().unwrap();
    assert_eq!((found.unit.as_str(), found.stamp.as_str()), ("zfb-huji", "zj-huji"));
    assert_eq!(found.reviewer.as_ref().map(UnitId::as_str), Some("zfb-huji"));
    assert_eq!(found.authority.as_str(), "zj-huji");
}

#[test]
fn the_short_questions_answer_with_the_unit_or_with_a_refusal() {
    let j = county();
    let item = ItemId::new("JX-T-04");
    let squad = inspecting_unit(j, &item, &TownId::new("huji"), None, TODAY).unwrap();
    assert_eq!(squad.unit.as_str(), "zd1");
    assert!(squad.why.contains("辖区") && squad.why.ends_with('。'), "{}", squad.why);
    let urban = j.areas.iter().find(|area| area.kind == AreaKind::Urban).unwrap();
    let (town, area) = (&urban.towns[0], Some(urban.id.0.as_str()));
    assert_eq!(inspecting_unit(j, &item, town, area, TODAY).unwrap().unit.as_str(), "dadui");

    let brigade = penalty_unit(j, &item, TODAY).unwrap();
    assert_eq!((brigade.unit.as_str(), brigade.item.as_str()), ("dadui", "JX-T-04-CF"));
    assert_eq!(penalty_unit(j, &brigade.item, TODAY), Ok(brigade));

    let early = inspecting_unit(j, &item, town, None, date(2020, 1, 1)).unwrap_err();
    assert_eq!(early.code, "COMP-008");
    assert_eq!(penalty_unit(j, &item, date(2020, 1, 1)).unwrap_err().code, "COMP-007");
    assert_eq!(penalty_unit(j, &ItemId::new("X"), TODAY).unwrap_err().code, "COMP-007");
}

#[test]
fn a_transfer_as_a_refusal_names_where_to_and_by_which_article() {
    let town = TownId::new("huji");
    let question = Ask::words("收费站收费期满还在收费", town, Power::Penalty, TODAY);
    let refusal = ask(county(), &question).into_competent().unwrap_err();
    assert_eq!(refusal.code, "COMP-006");
    assert!(refusal.what.contains("省级") && refusal.next.words.contains("移送"));
    assert_eq!(refusal.cite.unwrap().statute, "收费公路管理条例");
}
