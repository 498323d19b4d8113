//! Tables that are taken, and every way in which one is refused.

use jiff::civil::date;
use law::Fen;

use super::*;
use crate::catalogue::BaseAmounts;
use crate::packs::fixture;

const HEAD: &str = "事项,条款,基准,来源,施行,阶次,情形,计算,下限,上限\n";

fn told(fault: &RowFault) -> String {
    let column = fault.cell.and_then(|place| COLUMNS.get(place)).copied().unwrap_or("整行");
    format!("{}{column}:{}", fault.row, fault.what)
}

fn read_in(body: &str) -> Result<String, Vec<String>> {
    let reading = read(&rows_of_csv(&format!("{HEAD}{body}")), fixture::county());
    assert_eq!(reading.text.is_some(), reading.faults.is_empty(), "a text only without faults");
    reading.text.ok_or_else(|| reading.faults.iter().map(told).collect())
}

fn line(grade: &str, low: &str, high: &str) -> String {
    format!("JX-T-05-CF,a,本地,示例文号,2026-03-01,{grade},示例情形,金额,{low},{high}\n")
}

#[track_caller]
fn refused(body: &str, words: &str) {
    let faults = read_in(body).unwrap_err().join("\n");
    assert!(faults.contains(words), "{faults}");
}

/// The statutory range of T05-a is 20,000 to 100,000.
#[test]
fn a_sound_table_becomes_a_text_that_the_pack_takes() {
    let body = line("一般", "", "4万元")
        + &line("较重", "四万元", "\"70,000\"")
        + &line("严重", "70000元", "");
    let text = read_in(&body).unwrap();
    let mut texts = fixture::texts();
    texts.insert("jinxiang/benchmarks/local.toml".to_owned(), text.into_bytes());
    let law = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
    let (_, branch) = line::branch_of(&law, "JX-T-05-CF", "a").unwrap();
    let [old, new] = branch.benchmarks.as_slice() else { panic!("{:?}", branch.benchmarks) };
    assert_eq!((new.id.as_str(), new.tiers.len()), ("本地", 3));
    let days = (date(2026, 2, 28), date(2026, 3, 1));
    assert_eq!((old.in_force(days.0), old.in_force(days.1)), (true, false), "the demonstration's");
    assert_eq!((new.in_force(days.0), new.in_force(days.1)), (false, true));
    let tier = branch.tier("本地", "较重").unwrap();
    let range = tier.range(branch, &BaseAmounts::new()).unwrap().range;
    assert_eq!((range.min, range.max), (Fen(4_000_000), Fen(7_000_000)));
}

#[test]
fn contradictory_rows_are_refused_with_their_cell_and_reason() {
    refused(&line("一般", "50000", "40000"), "2下限:下限“50000”高于上限“40000”");
    refused(&line("一般", "一百万一十元", ""), "2下限:下限“一百万一十元”不是可以成立的金额");
    refused(
        &line("一般", "10000", ""),
        "2下限:下限“10000”：阶次的下限超出法定幅度（20,000.00元以上100,000.00元以下）",
    );
    refused(&line("一般", "", "100001"), "2上限:上限“100001”：阶次的上限超出法定幅度");
    refused(&line("一般", "", "10000"), "2下限:下限（空白，即法定的）高于上限“10000”");
    refused(
        &(line("一般", "", "40000") + &line("严重", "50000", "")),
        "3下限:与“一般”（第2行）之间有空档",
    );
    refused(
        &(line("一般", "", "40000") + &line("严重", "30000", "")),
        "3下限:与“一般”（第2行）重叠",
    );
    refused(&(line("一般", "", "40000") + &line("一般", "40000", "")), "3阶次:阶次“一般”重复");
    refused(&line("一般", "30000", ""), "2下限:最轻阶次没有从法定下限");
    refused(&line("一般", "", "90000"), "2上限:最重阶次没有到法定上限");
    refused(&line("", "", ""), "2阶次:没有填写“阶次”");
    refused(
        &line("一般", "", "").replace("金额", "倍数"),
        "2计算:阶次的计算方式与该条款的法定幅度",
    );
    refused(&line("一般", "", "").replace("金额", "按天"), "2计算:不认识的计算方式");
    refused(&line("一般", "", "").replace("JX-T-05-CF", "JX-T-99-CF"), "2事项:没有处罚事项");
    refused(&line("一般", "", "").replace("JX-T-05-CF", "JX-T-05"), "2事项:没有处罚事项");
    refused(&line("一般", "", "").replace(",a,", ",zz,"), "2条款:没有事项");
    refused("", "1整行:表中没有任何阶次");
}

#[test]
fn the_first_day_of_a_table_is_a_day_and_one() {
    let on = |day: &str| line("一般", "", "").replace("2026-03-01", day);
    assert!(read_in(&on("2026年3月1日")).unwrap().contains("effective_from = 2026-03-01"));
    refused(&on("2026-02-30"), "2施行:“2026-02-30”不是日期");
    refused(&on("三月"), "2施行:“三月”不是日期");
    refused(&on(""), "2施行:没有填写“施行”");
    let two = line("一般", "", "40000") + &line("严重", "40000", "").replace("03-01", "04-01");
    refused(&two, "3施行:同一张基准的施行日期与第2行不同");
}

#[test]
fn every_fault_of_a_file_is_told_at_once_and_sound_rows_are_shown_beside_them() {
    let body = line("一般", "", "4万元")
        + &line("较重", "一百万一十元", "九九")
        + &line("严重", "70000", "");
    let reading = read(&rows_of_csv(&format!("{HEAD}{body}")), fixture::county());
    let faults: Vec<String> = reading.faults.iter().map(told).collect();
    assert_eq!(faults.len(), 2, "the broken row is no gap: {faults:?}");
    assert!(faults[0].starts_with("3下限:") && faults[1].starts_with("3上限:"), "{faults:?}");
    let rows: Vec<(usize, &str)> =
        reading.understood.iter().map(|it| (it.row, it.range.as_str())).collect();
    assert_eq!(
        rows,
        [(2, "20,000.00元以上40,000.00元以下"), (4, "70,000.00元以上100,000.00元以下")]
    );
    assert!(!reading.understood[0].item.is_empty() && !reading.understood[0].branch.is_empty());
}

#[test]
fn the_heading_is_exact() {
    let told_of = |head: &str| -> Vec<String> {
        read(&rows_of_csv(head), fixture::county())
            .faults
            .iter()
            .map(|it| it.what.clone())
            .collect()
    };
    assert_eq!(told_of("事项,条款\n").len(), COLUMNS.len() - 2, "every missing column is named");
    assert!(told_of("").iter().all(|what| what.contains("缺少")));
    let doubled = HEAD.replace("上限", "上限,上限");
    assert!(told_of(&doubled)[0].contains("“上限”一列出现了两次"), "{:?}", told_of(&doubled));
    let strange = HEAD.replace("上限", "上限,备注");
    assert!(told_of(&strange)[0].contains("不认识“备注”这一列"), "{:?}", told_of(&strange));
    let blank = HEAD.replace("上限", "上限,,");
    assert!(told_of(&blank)[0].contains("没有任何阶次"), "{:?}", told_of(&blank));
}

#[test]
fn merged_cells_go_on_until_the_next_name() {
    let merged =
        |grade: &str, low: &str, high: &str| format!(",,,,,{grade},情形,金额,{low},{high}\n");
    let body = line("一般", "", "40000")
        + &merged("较重", "40000", "70000")
        + &merged("严重", "70000", "");
    assert!(read_in(&body).unwrap().contains("grade = \"严重\""));
    refused(&merged("一般", "", ""), "2事项:没有填写“事项”");
    let other = "JX-T-07-CF,,,,,一般,情形,倍数,3,5\n";
    refused(&(line("一般", "", "") + other), "3条款:没有填写“条款”");
    refused(&(line("一般", "", "") + other), "3基准:没有填写“基准”");
}

#[test]
fn items_and_branches_may_be_named_in_words() {
    for (item, branch) in [("JX-T-05-CF", "a"), ("T05", "a")] {
        let body = line("一般", "", "").replace("JX-T-05-CF,a", &format!("{item},{branch}"));
        assert!(read_in(&body).unwrap().contains("item = \"JX-T-05-CF\""));
    }
    let [id, name, branch, when, _] =
        choices(fixture::county()).into_iter().find(|it| it[0] == "JX-T-05-CF").unwrap();
    let body = line("一般", "", "").replace("JX-T-05-CF,a", &format!("{name},\"{when}\""));
    let text = read_in(&body).unwrap();
    assert!(
        text.contains(&format!("item = \"{id}\""))
            && text.contains(&format!("branch = \"{branch}\""))
    );
}

#[test]
fn what_may_not_stand_in_a_pack_is_refused() {
    refused(&line("#错误", "", ""), "2阶次:单元格是Excel的错误值");
    refused(&line(&"长".repeat(501), "", ""), "2阶次:单元格超过500字");
    refused(
        &line("一\u{202e}般", "", ""),
        "2阶次:“一\u{202e}般”中有看不见的控制字符".replace('\u{202e}', "").as_str(),
    );
    refused(&line("一\u{7}般", "", ""), "看不见的控制字符");
    let many: String = (0..=MOST_ROWS).map(|nth| line(&format!("第{nth}档"), "", "")).collect();
    refused(&many, "一张表最多1000行");
    let long = "长".repeat(490);
    let many: String =
        (0..500).map(|nth| line(&format!("{nth}{long}"), "20000", "20000")).collect();
    refused(&(many + &line("重", "20000", "")), "1整行:整张表的文字太多");
    // Whatever the words are, they are words in the text.
    let quoted = read_in(&line("\"一\"\"般'] # x\"", "", "")).unwrap();
    let mut texts = fixture::texts();
    texts.insert("jinxiang/benchmarks/local.toml".to_owned(), quoted.into_bytes());
    let law = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
    let (_, branch) = line::branch_of(&law, "JX-T-05-CF", "a").unwrap();
    assert!(branch.tier("本地", "一\"般'] # x").is_some());
}

#[test]
fn multiples_and_spared_tiers_are_taken() {
    let row = |grade: &str, way: &str, low: &str, high: &str| {
        format!("JX-T-07-CF,a,本地,示例文号,2026-03-01,{grade},\"5株,以下\",{way},{low},{high}\n")
    };
    let body = row("轻微", "不予处罚", "", "")
        + &row("一般", "倍数", "3", "4倍")
        + &row("严重", "倍数", "4", "");
    let text = read_in(&body).unwrap();
    assert!(text.contains("min_times = \"4\" }"), "{text}");
    assert!(text.contains("5株,以下"));
    refused(&row("一般", "倍数", "三", ""), "2下限:下限“三”不是倍数");
}

#[test]
fn a_table_for_a_branch_that_is_not_there_is_no_pack() {
    let mut texts = fixture::texts();
    let body = line("一般", "", "");
    let text = read_in(&body).unwrap().replace("branch = \"a\"", "branch = \"zz\"");
    texts.insert("jinxiang/benchmarks/local.toml".to_owned(), text.into_bytes());
    let problems = Jurisdiction::load("jinxiang", "test", &texts).unwrap_err();
    assert!(problems.iter().any(|it| it.to_string().contains("zz")), "{problems:?}");
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (words, yuan) in [
        ("5000", 5_000),
        ("5,000元", 5_000),
        ("2万元", 20_000),
        ("1.5万", 15_000),
        ("二万元", 20_000),
        ("一百万零一十元", 1_000_010),
    ] {
        assert_eq!(number::amount(words), Ok(Fen(yuan * 100)), "{words}");
    }
    for words in ["一百万一十元", "一千零零五", "五百元以上", "-5", "1e3", "九九"]
    {
        assert!(number::amount(words).is_err(), "{words}");
    }
}

#[test]
fn a_percentage_below_one_wants_its_sign() {
    assert_eq!(number::percent("5"), Ok(crate::packs::read::Share(500)));
    assert_eq!(number::percent("0.5%"), Ok(crate::packs::read::Share(50)));
    assert!(number::percent("0.05").unwrap_err().contains("百分比格式"));
}

#[test]
fn the_choices_name_every_branch_with_a_fine_once() {
    let all = choices(fixture::county());
    assert!(all.iter().any(|it| it[0] == "JX-T-07-CF" && it[4] == "采伐林木价值的3倍以上5倍以下"));
    let mut keys: Vec<_> = all.iter().map(|it| (&it[0], &it[2])).collect();
    let before = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), before);
}

const LONG_HEAD: &str =
    "事项,条款,基准,来源,施行,阶次,情形,计算,下限,上限,基数,单位,起点,起算,零头,封顶,没收\n";

fn read_long(body: &str) -> Result<String, Vec<String>> {
    let reading = read(&rows_of_csv(&format!("{LONG_HEAD}{body}")), fixture::county());
    let told = |fault: &RowFault| {
        let columns: Vec<&str> = COLUMNS.into_iter().chain(MORE_COLUMNS).collect();
        let column = fault.cell.and_then(|place| columns.get(place).copied()).unwrap_or("整行");
        format!("{}{column}:{}", fault.row, fault.what)
    };
    reading.text.ok_or_else(|| reading.faults.iter().map(told).collect())
}

/// T05-a is 20,000 to 100,000; the cells from 计算 on.
fn long(grade: &str, cells: &str) -> String {
    format!("JX-T-05-CF,a,本地,示例文号,2026-03-01,{grade},示例情形,{cells}\n")
}

#[track_caller]
fn refused_long(body: &str, words: &str) {
    let faults = read_long(body).unwrap_err().join("\n");
    assert!(faults.contains(words), "{faults}");
}

/// Every form that real tables use comes back from the text as it went in.
#[test]
fn every_form_of_a_tier_survives_the_text_of_the_pack() {
    let body = long("单价", "单价,500,800元,,元/亩,,,,3万元,")
        + &long("公式", "公式,1000,,,5立方米,2万元,10,进一,90000,没收违法所得")
        + &long("比例", "百分比,5%,8.5%,工程造价,,,,,,不没收财物")
        + &long("开口", "倍数,2,,货值金额,,,,,,")
        + &long("轻微", "不予处罚,,,,,,,,,");
    let text = read_long(&body).unwrap();
    let mut texts = fixture::texts();
    texts.insert("jinxiang/benchmarks/local.toml".to_owned(), text.into_bytes());
    let law = Jurisdiction::load("jinxiang", "test", &texts).unwrap();
    let (_, branch) = line::branch_of(&law, "JX-T-05-CF", "a").unwrap();
    let table = branch.benchmarks.last().unwrap();
    let words: Vec<String> = table.tiers.iter().map(|tier| tier.words(branch)).collect();
    assert_eq!(
        words,
        [
            "每亩500.00元以上800.00元以下，最高30,000.00元",
            "20,000.00元，超过10立方米的部分另每5立方米1,000.00元（不足5立方米的按5立方米计），\
             最高90,000.00元，没收违法所得",
            "工程造价的5%以上8.50%以下，不没收财物",
            "货值金额的2倍以上",
            "不予处罚",
        ]
    );
    let reading = read(&rows_of_csv(&format!("{LONG_HEAD}{body}")), fixture::county());
    let understood: Vec<String> = reading.understood.into_iter().map(|it| it.range).collect();
    assert_eq!(understood, words, "what is shown is what is stored");
}

#[test]
fn a_form_that_contradicts_itself_or_the_law_is_refused_at_its_cell() {
    refused_long(&long("一般", "单价,,,,吨,,,,,"), "2下限:没有填写“下限”");
    refused_long(&long("一般", "单价,500,,,,,,,,"), "2单位:没有填写“单位”");
    refused_long(&long("一般", "单价,500,,,5吨,,,,,"), "2单位:按单价计算的单位写“吨”");
    refused_long(
        &long("一般", "单价,500,,,吨,,,,200000,"),
        "2封顶:封顶“200000”：封顶数额超过法定上限",
    );
    refused_long(
        &long("一般", "单价,500,,,吨,,,,10000,"),
        "2封顶:封顶“10000”：封顶数额低于法定下限",
    );
    refused_long(&long("一般", "单价,800,500,,吨,,,,,"), "2下限:下限“800”高于上限“500”");
    refused_long(&long("一般", "公式,500,900,,吨,,,,,"), "2上限:计算方式“公式”不用这一列");
    refused_long(
        &long("一般", "公式,500,,,吨,20万元,,,,"),
        "2起点:起点“20万元”：起点数额超过法定上限",
    );
    refused_long(
        &long("一般", "公式,500,,,吨,3万元,,,25000,"),
        "2封顶:封顶“25000”：封顶数额低于起点",
    );
    refused_long(&long("一般", "公式,500,,,吨,,若干,,,"), "2起算:起算“若干”不是数量");
    refused_long(&long("一般", "公式,500,,,吨,,,半个,,"), "2零头:零头“半个”不认识");
    refused_long(&long("一般", "金额,,,工程造价,,,,,,"), "2基数:计算方式“金额”不用这一列");
    refused_long(&long("一般", "倍数,2,3,,,,,,,"), "2计算:阶次的计算方式与该条款的法定幅度");
    refused_long(&long("一般", "倍数,3,2,货值金额,,,,,,"), "2下限:下限“3”高于上限“2”");
    refused_long(&long("一般", "金额,,,,,,,,,没收财物"), "2没收:该条款没有规定没收财物");
    refused_long(
        &long("一般", "金额,,,,,,,,,不没收违法所得"),
        "2没收:违法所得除依法退赔的以外应当没收",
    );
    refused_long(&long("一般", "金额,,,,,,,,,没收一切"), "2没收:不认识“没收一切”");
    let forest = |cells: &str| long("一般", cells).replace("JX-T-05-CF", "JX-T-07-CF");
    refused_long(
        &forest("单价,500,,,株,,,,,"),
        "2计算:阶次的计算方式与该条款的法定幅度（采伐林木价值的3倍",
    );
    refused_long(&forest("倍数,3,5,货值金额,,,,,,"), "2计算:阶次的计算方式与该条款");
    assert!(read_long(&forest("倍数,3,5,采伐林木价值,,,,,,")).is_ok());
    assert!(read_long(&forest("百分比,300%,500%,,,,,,,")).is_ok(), "a percentage is a share too");
}

/// A table of single amounts has no ranges between which there could be a gap.
#[test]
fn a_table_of_single_amounts_stands() {
    let row = |grade: &str, yuan: &str| line(grade, yuan, yuan);
    assert!(read_in(&(row("一般", "20000") + &row("严重", "50000"))).is_ok());
    refused(
        &(row("一般", "50000") + &row("严重", "20000")),
        "3下限:与“一般”（第2行）重叠或者次序颠倒",
    );
    refused(
        &(row("一般", "20000") + &line("严重", "50000", "")),
        "3下限:与“一般”（第2行）之间有空档",
    );
}

#[test]
fn units_are_read_as_tables_write_them() {
    let unit = |words: &str| number::unit(words).map(|(each, name)| (each.0, name));
    assert_eq!(unit("元/亩"), Ok((100, "亩".to_owned())));
    assert_eq!(unit("每5立方米"), Ok((500, "立方米".to_owned())));
    for words in ["5", "", "0吨", "1.234吨", "一个非常非常长的单位"] {
        assert!(unit(words).is_err(), "{words}");
    }
}
