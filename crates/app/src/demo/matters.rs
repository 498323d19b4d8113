//! What the demonstration year is about: ten plainly made-up matters, each with its item, its
//! words and its amount. The items are named by their matter in the catalogue, not by place.

use domain::ids::ItemId;
use domain::packs::Jurisdiction;
use domain::party::{Party, PartyKind, is_credit_code, is_identity_number};
use domain::{Private, catalogue};

use super::DemoError;
use super::picture::Scene;

/// One kind of matter.
#[derive(Clone, Copy, Debug)]
pub struct Matter {
    /// The matter's number in the catalogue.
    pub number: &'static str,
    /// The branch that is applied.
    pub branch: &'static str,
    /// The benchmark and the grade, where the pack has them.
    pub grade: Option<(&'static str, &'static str)>,
    /// The fine in yuan.
    pub fine: i64,
    /// What the party is.
    pub party: PartyKind,
    /// What a passer-by reports.
    pub report: &'static str,
    /// Where, after the name of the town.
    pub place: &'static str,
    /// What the officers see.
    pub seen: &'static str,
    /// What the party says.
    pub said: &'static str,
    /// 案由.
    pub cause: &'static str,
    /// What must be put right.
    pub correction: &'static str,
    /// Why the grade.
    pub discretion: &'static str,
    /// What the photographs show.
    pub scene: Scene,
}

/// Matters whose fines ask for no hearing.
pub const LIGHT: [Matter; 8] = [
    Matter {
        number: "T01",
        branch: "a",
        grade: Some(("a-1", "一般")),
        fine: 300,
        party: PartyKind::Citizen,
        report: "村口公路上堆着一大堆沙土，占了半边路，会车很困难。",
        place: "示例一村东公路",
        seen: "路面右侧堆放沙土一处，长5米、宽2米，占用行车道，未设警示标志。",
        said: "沙土是我家盖房用的，没想到影响通行，马上清走。",
        cause: "在公路上堆放物品影响公路畅通",
        correction: "立即清除路面堆放物，恢复公路畅通。",
        discretion: "多次占道堆物，占用面积10平方米，未造成交通堵塞，按一般阶次处罚。",
        scene: Scene::Heap,
    },
    Matter {
        number: "T01",
        branch: "b",
        grade: Some(("b-1", "一般")),
        fine: 1_200,
        party: PartyKind::Organisation,
        report: "拉石子的货车一路撒料，路面全是石子，电动车差点滑倒。",
        place: "示例二村西侧县道",
        seen: "货车装载石料未密闭，遗洒石子约30平方米，沿途路面污染。",
        said: "篷布破了没有及时换，我们派人清扫。",
        cause: "车辆装载物遗洒污染公路",
        correction: "立即清扫遗洒物，更换篷布，密闭运输。",
        discretion: "遗洒面积30平方米，主动清扫，按一般阶次处罚。",
        scene: Scene::Lorry,
    },
    Matter {
        number: "T13",
        branch: "e",
        grade: Some(("e-1", "一般")),
        fine: 1_500,
        party: PartyKind::SoleTrader,
        report: "运粮车没有盖好，玉米撒了一路。",
        place: "示例粮站门前道路",
        seen: "货运车辆装载玉米，篷布未系牢，扬撒路段约150米。",
        said: "着急赶路没有系牢，愿意清扫。",
        cause: "货运经营者没有采取必要措施防止货物脱落、扬撒",
        correction: "立即清扫路面，装载货物应当覆盖、固定。",
        discretion: "扬撒路段150米，已经清扫，按一般阶次处罚。",
        scene: Scene::Lorry,
    },
    Matter {
        number: "T08",
        branch: "a",
        grade: Some(("a-1", "一般")),
        fine: 3_000,
        party: PartyKind::Organisation,
        report: "路边新立了一块大广告牌，挡住了拐弯处的视线。",
        place: "示例路口北侧公路用地",
        seen: "公路用地内设置广告牌一块，单面约8平方米，没有批准文件。",
        said: "以为是自家门口就可以立，不知道要批准。",
        cause: "未经批准在公路用地范围内设置非公路标志",
        correction: "十日内自行拆除广告牌，恢复公路用地原状。",
        discretion: "单面8平方米，没有影响行车安全，按一般阶次处罚。",
        scene: Scene::Board,
    },
    Matter {
        number: "T12",
        branch: "e",
        grade: Some(("e-1", "一般")),
        fine: 1_600,
        party: PartyKind::Organisation,
        report: "驾校练车学时不够就让签字，教练说少练几天没关系。",
        place: "示例驾校训练场",
        seen: "抽查计时记录，六名学员实际培训学时少于登记学时。",
        said: "计时设备坏过几天，没有及时补训。",
        cause: "未按规定的教学大纲学时培训",
        correction: "立即为有关学员补足学时，如实填写培训记录。",
        discretion: "涉及学员六人，已经安排补训，按一般阶次处罚。",
        scene: Scene::Yard,
    },
    Matter {
        number: "T11",
        branch: "f",
        grade: None,
        fine: 2_000,
        party: PartyKind::Organisation,
        report: "在汽修店换的配件用了两周就坏，问配件来源也说不清。",
        place: "示例汽修街",
        seen: "维修经营场所内没有配件登记档案，重要配件没有入库记录。",
        said: "配件有进货单，没有建台账，马上补上。",
        cause: "未建立配件登记档案和重要配件入库制度",
        correction: "十日内建立配件登记档案和重要配件入库制度。",
        discretion: "初次发现，配件来源可查，主动整改，在幅度中间偏低处罚。",
        scene: Scene::Yard,
    },
    Matter {
        number: "T02",
        branch: "a",
        grade: Some(("a-1", "一般")),
        fine: 1_000,
        party: PartyKind::Organisation,
        report: "有厂家在乡道上反复试刹车，声音很大，路上全是黑印。",
        place: "示例工业点南侧乡道",
        seen: "一辆试验车在乡道上进行制动测试，路面有多道轮胎印痕，未封闭、未设警示。",
        said: "厂里的试车道在维修，临时在这里试了两次。",
        cause: "将公路作为检验车辆制动性能的试车场地",
        correction: "立即停止在公路上试车，到专用试车场地进行试验。",
        discretion: "在乡道试车，立即停止，没有损坏路面，按一般阶次处罚。",
        scene: Scene::Yard,
    },
    Matter {
        number: "T10",
        branch: "a",
        grade: Some(("a-1", "一般")),
        fine: 2_600,
        party: PartyKind::Organisation,
        report: "路边搭的棚子把路牌挡住了，外地人总走错路。",
        place: "示例市场东侧公路",
        seen: "控制区外搭设的棚架遮挡指路标志一处，棚架由市场经营者设置。",
        said: "搭棚的时候没有注意到路牌，可以移走。",
        cause: "控制区外的设施遮挡公路标志",
        correction: "七日内移走遮挡公路标志的棚架。",
        discretion: "遮挡指示类标志，同意移走，按一般阶次处罚。",
        scene: Scene::Board,
    },
];

/// Matters whose fines ask for a hearing and a collective discussion.
pub const HEAVY: [Matter; 3] = [
    Matter {
        number: "T05",
        branch: "a",
        grade: Some(("a-1", "一般")),
        fine: 30_000,
        party: PartyKind::Organisation,
        report: "桥洞下面堆满了木料，担心着火。",
        place: "示例河公路桥下",
        seen: "公路桥梁下方堆放木料约40平方米，紧靠桥墩，没有消防措施。",
        said: "场地不够临时放一放，愿意搬走，请从轻处罚。",
        cause: "利用公路桥梁堆放物品",
        correction: "立即清除桥下堆放物，保持桥下空间畅通。",
        discretion: "堆放面积40平方米，没有易燃易爆危险品，按一般阶次处罚。",
        scene: Scene::Bridge,
    },
    Matter {
        number: "T06",
        branch: "c",
        grade: Some(("c-1", "特别严重")),
        fine: 22_000,
        party: PartyKind::Organisation,
        report: "施工队把公路挖开埋管子，也没有围挡，晚上很危险。",
        place: "示例县道3公里处",
        seen: "路面被横向开挖，面积约18平方米，没有涉路施工许可，警示标志不足。",
        said: "工期紧，许可还在办，愿意停工恢复。",
        cause: "擅自挖掘公路",
        correction: "立即停止施工，十日内按原技术标准恢复路面。",
        discretion: "挖掘面积18平方米，停工配合调查，在特别严重阶次下限附近处罚。",
        scene: Scene::Trench,
    },
    Matter {
        number: "T14",
        branch: "d",
        grade: Some(("d-1", "一般")),
        fine: 15_000,
        party: PartyKind::Organisation,
        report: "客运站里有没有营运证的面包车拉客。",
        place: "示例客运站",
        seen: "抽查进站登记，三车次无营运证车辆进站载客，查验记录空白。",
        said: "值班人员疏忽，已经停止放行。",
        cause: "客运站允许无证经营的车辆进站从事经营活动",
        correction: "立即停止允许无证车辆进站，落实进站查验制度。",
        discretion: "涉及三车次，及时纠正，按一般阶次处罚。",
        scene: Scene::Yard,
    },
];

impl Matter {
    /// The item of the matter with the power.
    pub fn item(&self, law: &Jurisdiction, power: catalogue::Power) -> Result<ItemId, DemoError> {
        let item = law.item_of_matter(self.number, power);
        item.map(|item| item.id.clone()).ok_or(DemoError::Lost(self.number))
    }

    /// The party of the `nth` matter, at an address in the town.
    pub fn party_of(&self, nth: usize, town: &str) -> Party {
        const NAMES: [&str; 12] = [
            "赵演示",
            "钱示例",
            "孙样例",
            "李演练",
            "周范例",
            "吴试用",
            "郑模拟",
            "王举例",
            "冯示范",
            "陈设例",
            "褚样本",
            "卫虚构",
        ];
        const FIRMS: [&str; 6] = ["运输", "建材", "商贸", "物流", "市政工程", "机械"];
        let person = NAMES.get(nth % NAMES.len()).copied().unwrap_or_default();
        let trade = FIRMS.get(nth % FIRMS.len()).copied().unwrap_or_default();
        let (name, id_number, representative) = match self.party {
            PartyKind::Citizen => (person.to_owned(), identity_number(nth), Private::default()),
            PartyKind::SoleTrader => {
                (format!("示例{nth}号运输户（演示）"), credit_code(nth), person.into())
            }
            PartyKind::Organisation => {
                (format!("示例{nth}号{trade}有限公司（演示）"), credit_code(nth), person.into())
            }
        };
        Party {
            kind: self.party,
            name: Private::new(name),
            id_number: Private::new(id_number),
            address: Private::new(format!("{town}示例路{}号", nth + 1)),
            phone: Private::new(format!("0000000{nth:04}")),
            representative,
            born_on: None,
        }
    }

    /// Whoever speaks for the party.
    pub fn speaker(party: &Party) -> Private {
        if party.representative.is_blank() {
            party.name.clone()
        } else {
            party.representative.clone()
        }
    }
}

/// A sound identity number of a region that does not exist.
pub fn identity_number(nth: usize) -> String {
    let (year, month) = (1962 + nth % 40, 1 + nth % 12);
    let head = format!("999999{year}{month:02}15{:03}", nth % 1000);
    complete(&head, "0123456789X", is_identity_number)
}

/// A sound credit code of a region that does not exist.
fn credit_code(nth: usize) -> String {
    let head = format!("91999999MADEM{nth:04}");
    complete(&head, "0123456789ABCDEFGHJKLMNPQRTUWXY", is_credit_code)
}

/// The head with the one last sign that makes it sound.
fn complete(head: &str, signs: &str, sound: impl Fn(&str) -> bool) -> String {
    signs.chars().map(|sign| format!("{head}{sign}")).find(|whole| sound(whole)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_made_up_party_is_sound_and_says_that_it_is_made_up() {
        for (nth, matter) in LIGHT.iter().chain(&HEAVY).cycle().take(80).enumerate() {
            let party = matter.party_of(nth, "某镇");
            assert!(party.check("").is_empty(), "{party:?}");
            assert!(!party.id_number.is_blank(), "{nth}");
            let number = party.id_number.reveal();
            assert!(number.contains("999999"), "{number}");
        }
    }
}
