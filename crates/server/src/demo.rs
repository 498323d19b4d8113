//! The demonstration: fills an empty folder once, tells who can sign in, then serves it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::demo::{self, DemoError, Extent};
use clap::Args;
use domain::packs::DemoPerson;
use domain::policy::Role;

use crate::cli::{DataPlace, ServeArgs};
use crate::{failed, serve};

/// What a demonstration can be asked.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// 演示数据目录；已有演示数据时直接使用 · Data folder of the demonstration; reused when it is filled
    #[arg(long, value_name = "DIR", default_value = "./var/demo")]
    pub data: PathBuf,
    /// 数据包目录 · Folder of the jurisdiction packs
    #[arg(long, value_name = "DIR", default_value = "packs")]
    pub packs: PathBuf,
    /// 监听地址 · Address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// 公众看到的网址，印在二维码里 · Public address, printed in QR codes
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// 字体目录，可以多次给出 · Font folder, may be repeated
    #[arg(long, value_name = "DIR", default_value = "assets/vendor/fonts")]
    pub fonts: Vec<PathBuf>,
    /// 只开立账户，不办理演示年度的事项 · Open the accounts only
    #[arg(long)]
    pub accounts_only: bool,
    /// 建立之后不启动服务 · Do not serve afterwards
    #[arg(long)]
    pub no_serve: bool,
}

/// Why a demonstration cannot be put in place.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error("{} 里有别的文件，不是演示数据；请换一个目录，没有改动任何文件", .0.display())]
    Occupied(PathBuf),
    #[error("演示数据目录 {} 不能建立", .0.display())]
    Folder(PathBuf, #[source] std::io::Error),
}

/// Fills the folder when it is empty, prints the accounts and serves.
pub async fn run(args: DemoArgs) -> ExitCode {
    let people = match demo::people(&args.packs) {
        Ok(people) => people,
        Err(error) => return failed(&error),
    };
    if let Err(error) = prepare(&args).await {
        return failed(&error);
    }
    println!("{}", table(&people));
    if args.no_serve {
        return ExitCode::SUCCESS;
    }
    println!("地址 address: http://{}", args.listen);
    serve::run(ServeArgs {
        data: DataPlace { data: args.data, database_url: None, bucket: None },
        listen: args.listen,
        public_url: args.public_url,
        fonts: args.fonts,
        tiles: None,
        witness: Vec::new(),
        heads: None,
        mail: None,
        mail_from: None,
        mail_to: Vec::new(),
        min_free: 0,
    })
    .await
}

/// Fills beside the folder and moves it into place, so that a demonstration broken off leaves none.
async fn prepare(args: &DemoArgs) -> Result<(), Trouble> {
    let data = &args.data;
    if data.join("zhifa.db").is_file() {
        println!("使用已有的演示数据 reusing: {}", data.display());
        return Ok(());
    }
    let folder = |error| Trouble::Folder(data.clone(), error);
    if data.is_dir() && data.read_dir().map_err(folder)?.next().is_some() {
        return Err(Trouble::Occupied(data.clone()));
    }
    let unfinished = unfinished(data);
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished).map_err(folder)?;
    }
    let extent = if args.accounts_only { Extent::Accounts } else { Extent::Year };
    let config = app::Config {
        fonts: args.fonts.clone(),
        public_url: args.public_url.clone().unwrap_or_else(|| format!("http://{}", args.listen)),
        confinement: app::confine::Confinement::own_program(),
        ..app::Config::new(&unfinished)
    };
    let filled = demo::fill(config, &args.packs, extent, &|words| println!("{words}")).await?;
    if data.is_dir() {
        std::fs::remove_dir(data).map_err(folder)?;
    }
    std::fs::rename(&unfinished, data).map_err(folder)?;
    println!(
        "演示数据已建立：{}个账户，{}个步骤，{}份文书。",
        filled.people, filled.steps, filled.printed
    );
    Ok(())
}

fn unfinished(data: &Path) -> PathBuf {
    let mut name = data.file_name().unwrap_or_default().to_os_string();
    name.push(".unfinished");
    data.with_file_name(name)
}

/// The accounts, one to a line: login, name, roles, and what they are for.
fn table(people: &[DemoPerson]) -> String {
    let mut lines = vec![
        format!("演示账户，口令都是 {}（demo accounts, one password）：", demo::PASSWORD),
        format!("{}  {}  岗位：能做什么", wide("登录名", 22), wide("姓名", 16)),
    ];
    for person in people {
        let roles: Vec<String> =
            person.roles.iter().map(|r| format!("{}：{}", r.name_zh(), duty(*r))).collect();
        let remark = person.remark.as_deref().map_or_else(String::new, |r| format!("（{r}）"));
        lines.push(format!(
            "{}  {}  {}{remark}",
            wide(&person.login, 22),
            wide(&person.name, 16),
            roles.join("；")
        ));
    }
    lines.join("\n")
}

/// The text, filled up to so many columns; a Chinese character takes two.
fn wide(text: &str, columns: usize) -> String {
    let taken: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(columns.saturating_sub(taken)))
}

/// What the holder of a role does, in a few words.
const fn duty(role: Role) -> &'static str {
    match role {
        Role::Dispatcher => "受理、派单、催办、答复",
        Role::TownLead => "判定办理结果",
        Role::SquadOfficer => "签收、到场检查、取证、移交",
        Role::SquadLead => "签收派单、安排检查",
        Role::CaseHandler => "立案、调查、告知、拟定决定、送达",
        Role::UnitHead => "审核调查报告、复核陈述申辩",
        Role::LegalReviewer => "法制审核",
        Role::Leader => "审批、集体讨论、作出决定",
        Role::Chief => "决定是否移送涉嫌犯罪案件",
        Role::HearingPresider => "主持听证",
        Role::Publisher => "公示和撤回",
        Role::Cashier => "登记缴款",
        Role::Archivist => "归档",
        Role::Supervisor => "查看全部案件和超期事项",
        Role::SystemAdmin => "开立和停用账户、装载数据包",
        Role::SecurityAdmin => "授予岗位、登记证件",
        Role::AuditAdmin => "查看操作记录",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_account_with_what_it_is_for() {
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
        let people = demo::people(&packs).unwrap();
        let table = table(&people);
        assert!(table.contains(demo::PASSWORD));
        for person in &people {
            let line = table.lines().find(|line| line.starts_with(&format!("{} ", person.login)));
            let line = line.unwrap();
            assert!(person.roles.iter().all(|role| line.contains(duty(*role))), "{line}");
        }
    }

    #[tokio::test]
    async fn a_folder_with_other_files_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("letter.txt"), "keep").unwrap();
        let args = DemoArgs {
            data: folder.path().to_path_buf(),
            packs: PathBuf::from("packs"),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            fonts: vec![],
            accounts_only: true,
            no_serve: true,
        };
        assert!(matches!(prepare(&args).await, Err(Trouble::Occupied(_))));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(wide("姓名", 6), "姓名  ");
        assert_eq!(wide("login", 3), "login");
    }
}
