//! What can be asked on the command line, explained in Chinese and English.

use std::net::SocketAddr;
use std::path::PathBuf;

use app::confine::Confinement;
use app::epoch::PublicKey;
use app::mail::{MailAddress, MailWay};
use clap::{Args, Parser, Subcommand};
use store::{BadBucket, BucketAddress};

use crate::demo::DemoArgs;

/// 镇街综合行政执法系统 · Administrative enforcement for towns and counties
#[derive(Debug, Parser)]
#[command(
    name = "zhifa",
    version,
    after_help = "数据都在一个数据目录里（默认 ./var）：数据库、证据文件、密钥、数据包。\n\
        Everything is in one data folder (./var by default): database, evidence, keys, packs."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动服务 · Serve the pages
    Serve(ServeArgs),
    /// 建立并打开演示年度 · Fill a demonstration year and serve it
    Demo(DemoArgs),
    /// 校验全部记录（0 完好，2 被改动，3 存储损坏，4 与外部存证头冲突，5 不完整） · Verify the whole record (exit 0 sound, 2 altered, 3 storage corrupt, 4 not the record known outside, 5 incomplete)
    Verify(VerifyArgs),
    /// 打印最近的签名检查点，供邮寄、张贴或者另存 · Print the newest signed checkpoint
    Head(HeadArgs),
    /// 记录换期：真的丢失了末尾、只剩较早副本时，经监督机关签名后继续 · Go on after the end of the record was lost for good
    #[command(subcommand)]
    Epoch(EpochCommand),
    /// 日志密钥 · The key that signs the record
    #[command(subcommand)]
    Key(KeyCommand),
    /// 为别的平台的记录作见证（由监督机关运行） · Cosign the checkpoints of other installations
    Witness(WitnessArgs),
    /// 由事件重新生成查询表 · Make the read tables again from the events
    Rebuild(DataPlace),
    /// 辖区数据包 · Jurisdiction packs
    #[command(subcommand)]
    Pack(PackCommand),
    /// 法定期限 · Deadlines of the law
    #[command(subcommand)]
    Law(LawCommand),
    /// 评查别处的案卷（0 无问题，2 有问题，65 不能读取） · Examine case files made elsewhere (exit 0 sound, 2 breaches, 65 unreadable)
    Examine(ExamineArgs),
    /// 在线备份到新目录，并校验副本 · Back up to a new folder while running, and verify the copy
    Backup(BackupArgs),
    /// 从备份恢复到空的数据目录 · Restore a backup into an empty data folder
    Restore(RestoreArgs),
    /// 离线核验纸质文书的二维码（0 为本记录签发，2 不是） · Check what the QR code of a paper says, without a network (exit 0 signed by the key, 2 not)
    Paper(PaperArgs),
    /// 读取外来文件（由本程序自己启动） · Take a file from outside apart; started by the program itself
    #[command(name = app::confine::WORD, hide = true)]
    Parse {
        /// 做什么 · What to do with it
        task: String,
    },
}

/// The data folder, or a database elsewhere.
#[derive(Clone, Debug, Args)]
pub struct DataPlace {
    /// 数据目录 · Data folder
    #[arg(long, value_name = "DIR", default_value = "./var", env = "ZHIFA_DATA")]
    pub data: PathBuf,
    /// PostgreSQL 地址，不填则用数据目录里的 SQLite · PostgreSQL address instead of SQLite in the data folder
    #[arg(long, value_name = "URL", env = "ZHIFA_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// 证据文件的对象存储（S3 协议），写作 https://主机/桶名，密钥在环境变量里；不填则在数据目录 · Bucket for evidence objects; keys from the environment
    #[arg(long, value_name = "URL", env = "ZHIFA_BUCKET", value_parser = bucket)]
    pub bucket: Option<BucketAddress>,
}

/// Reads the address of a bucket, with the keys that only the environment may hold.
fn bucket(url: &str) -> Result<BucketAddress, BadBucket> {
    let said = |name: &str| std::env::var(name).unwrap_or_default();
    let region = Some(said("ZHIFA_BUCKET_REGION")).filter(|it| !it.is_empty());
    let region = region.unwrap_or_else(|| "us-east-1".to_owned());
    BucketAddress::new(url, &region, &said("ZHIFA_BUCKET_KEY"), &said("ZHIFA_BUCKET_SECRET"))
}

#[derive(Clone, Debug, Args)]
pub struct HeadArgs {
    #[command(flatten)]
    pub data: DataPlace,
    /// 用国密算法（SM3、SM2）计算并签名 · Computed and signed with the national algorithms SM3 and SM2
    #[arg(long)]
    pub national: bool,
}

#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub data: DataPlace,
    /// 监听地址 · Address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// 公众看到的网址，印在二维码里；https 开头时启用安全 Cookie · Public address, printed in QR codes; https turns on secure cookies
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// 字体目录，可以多次给出 · Font folder, may be repeated
    #[arg(long, value_name = "DIR", default_value = "assets/vendor/fonts")]
    pub fonts: Vec<PathBuf>,
    /// 地图瓦片网址模板，不填则不显示底图 · Address pattern of map tiles; none means no map background
    #[arg(long, value_name = "URL")]
    pub tiles: Option<String>,
    /// 见证方，写作“公钥@http://主机:端口”，可以多次给出 · A witness as KEY@http://host:port; may be repeated
    #[arg(long, value_name = "KEY@URL")]
    pub witness: Vec<app::WitnessAddress>,
    /// 磁盘剩余空间低于多少兆字节时转为只读 · Read-only below so many MiB of free space
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    pub min_free: u64,
    /// 每日存证头放在哪个目录，不填则在数据目录的 heads 里 · Folder for the head of each day
    #[arg(long, value_name = "DIR")]
    pub heads: Option<PathBuf>,
    /// 每日存证头的邮件交给谁：smtp://主机:端口（内部邮件服务器，不加密）或者 folder:目录 · Relay or folder that takes the mail with the head of each day
    #[arg(long, value_name = "WAY", requires_all = ["mail_from", "mail_to"])]
    pub mail: Option<MailWay>,
    /// 发件邮箱 · Sender of the mail
    #[arg(long, value_name = "ADDRESS", requires = "mail")]
    pub mail_from: Option<MailAddress>,
    /// 收件邮箱（监督机关），可以多次给出 · Receiver of the mail; may be repeated
    #[arg(long, value_name = "ADDRESS", requires = "mail")]
    pub mail_to: Vec<MailAddress>,
}

#[derive(Clone, Debug, Args)]
pub struct WitnessArgs {
    /// 见证方自己的目录：密钥和最后见证的存证头 · Folder with the witness's key and memory
    #[arg(long, value_name = "DIR", default_value = "./witness")]
    pub folder: PathBuf,
    /// 监听地址 · Address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,
    /// 见证方的名称，不含空格和加号，如 jiandu.example.gov.cn/w1 · Name of the witness
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// 被见证的日志的公钥，可以多次给出 · Public key of a log to cosign; may be repeated
    #[arg(long, value_name = "KEY", required = true)]
    pub log: Vec<String>,
}

#[derive(Clone, Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub data: DataPlace,
    /// 不读取证据文件内容 · Do not read evidence objects through
    #[arg(long)]
    pub no_blobs: bool,
    /// 只核对上次校验以后新增的事件、证据和受其影响的案卷；上次校验有问题或者没有的，全部核对 · Only what is new since the last verification on the record, if that found nothing wrong
    #[arg(long = "new", conflicts_with_all = ["anchors", "witness", "bureau"])]
    pub fresh: bool,
    /// 每行输出一个 JSON · Print one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// 密钥目录，不填则在数据目录里 · Key folder when it is not in the data folder
    #[arg(long, value_name = "DIR")]
    pub keys: Option<PathBuf>,
    /// 外部留存的存证头：文件或者目录，可以多次给出 · Heads kept outside, a file or a folder; may be repeated
    #[arg(long, value_name = "PATH")]
    pub anchors: Vec<PathBuf>,
    /// 认可这个监督机关签名的换期声明，可以多次给出 · Take the word of this supervising body on what was lost
    #[arg(long, value_name = "KEY")]
    pub bureau: Vec<PublicKey>,
    /// 向见证方查询它最后见证的存证头，写作“公钥@http://主机:端口”，可以多次给出 · Ask a witness what it saw last, as KEY@http://host:port; may be repeated
    #[arg(long, value_name = "KEY@URL")]
    pub witness: Vec<app::WitnessAddress>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum EpochCommand {
    /// 拟制换期声明，写明现有记录和丢失的部分 · Draw up the statement of what there is and what was lost
    Propose(ProposeArgs),
    /// 说明一份换期声明的内容 · Say what a statement says
    Show {
        /// 声明文件 · The statement
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 由监督机关在自己的机器上核对并签名 · Sign a statement, on the supervising body's own machine
    Sign {
        /// 监督机关自己的目录：签名密钥；也是它的见证目录的，同时核对见证过的存证头 · Folder with the key; its witness folder, if it has one
        #[arg(long, value_name = "DIR", default_value = "./witness")]
        folder: PathBuf,
        /// 签名者的名称，不含空格和加号，如 jiandu.example.gov.cn/epoch · Name of the signer
        #[arg(long, value_name = "NAME")]
        name: String,
        /// 声明文件，签名加在末尾 · The statement; the signature is added to it
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// 把双方签名的声明记入记录，此后可以启动服务 · Put a statement with both signatures on the record
    Begin {
        #[command(flatten)]
        data: DataPlace,
        /// 监督机关的公钥（签名时显示，由监督机关另行告知） · Public key of the supervising body
        #[arg(long, value_name = "KEY")]
        bureau: PublicKey,
        /// 声明文件 · The statement
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Clone, Debug, Subcommand)]
pub enum KeyCommand {
    /// 更换日志密钥：生成新密钥，由新旧两把密钥签名的声明记入记录；先停止服务 · Change the signing key, over a statement signed by the old and the new one; stop the server first
    Rotate {
        #[command(flatten)]
        data: DataPlace,
        /// 更换的原因 · Why it is changed
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
}

#[derive(Clone, Debug, Args)]
pub struct ProposeArgs {
    #[command(flatten)]
    pub data: DataPlace,
    /// 丢失的原因 · Why it was lost
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
    /// 外部留存的存证头：文件或者目录，可以多次给出 · Heads kept outside, a file or a folder; may be repeated
    #[arg(long, value_name = "PATH")]
    pub anchors: Vec<PathBuf>,
    /// 每日存证头所在目录，不填则为数据目录的 heads · Folder of the heads of each day
    #[arg(long, value_name = "DIR")]
    pub heads: Option<PathBuf>,
    /// 向见证方查询它最后见证的存证头，写作“公钥@http://主机:端口” · Ask a witness what it saw last, as KEY@http://host:port
    #[arg(long, value_name = "KEY@URL")]
    pub witness: Vec<app::WitnessAddress>,
    /// 声明写到这个新文件 · New file for the statement
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Clone, Debug, Subcommand)]
pub enum PackCommand {
    /// 检查数据包，逐行指出错误（旁边须有 national） · Check a pack and name each bad row (national must lie beside it)
    Check {
        /// 辖区数据包目录 · Folder of the county's pack
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// 把公布的裁量基准表（Excel、CSV）导入数据包，矛盾的行不予导入 · Take a published benchmark table into a pack
    ImportBenchmarks {
        /// 裁量基准表，第一行为列名 · The table; its first row names the columns
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// 辖区数据包目录 · Folder of the county's pack
        #[arg(long, value_name = "DIR")]
        pack: PathBuf,
    },
    /// 检查并装载数据包；改写已经施行的内容的不装载 · Check a pack and put it in force, unless it rewrites what was in force
    Load {
        /// 辖区数据包目录 · Folder of the county's pack
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// 更正录入差错的理由，连同改写的内容记入存证记录 · Why mistakes of the data are corrected; recorded with what changes
        #[arg(long, value_name = "REASON")]
        correct: Option<String>,
        #[command(flatten)]
        data: DataPlace,
    },
}

#[derive(Clone, Debug, Subcommand)]
pub enum LawCommand {
    /// 逐日推算一项法定期限 · Count a statutory period day by day
    Due(DueArgs),
}

#[derive(Clone, Debug, Args)]
pub struct DueArgs {
    /// 规则编号，如 TS-04 · Id of the rule, such as TS-04
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// 起算日，如 2026-03-09；以小时计的期限写 2026-03-09T15:30 · Start day, or start minute for periods in hours
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// 依据哪个辖区数据包推算，不填则用数据目录里正在执行的 · County pack to count by; the one in force in the data folder by default
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    #[command(flatten)]
    pub data: DataPlace,
}

#[derive(Clone, Debug, Args)]
pub struct ExamineArgs {
    /// 案卷文件（.yaml、.xlsx）或者装有它们的目录 · Case files, or folders of them
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// 依据哪个辖区数据包评查，不填则用数据目录里正在执行的 · County pack to examine by; the one in force in the data folder by default
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    /// 评查日，不填则为今天 · Day of the examination; today by default
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// 每件案卷输出一行 JSON · Print one JSON object a case file
    #[arg(long)]
    pub json: bool,
    /// 只输出有问题的案卷 · Say nothing about sound files
    #[arg(long)]
    pub only_breaches: bool,
    /// 输出空白 Excel 模板到这个文件 · Write the blank Excel template to this file
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
    #[command(flatten)]
    pub data: DataPlace,
}

#[derive(Clone, Debug, Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub data: DataPlace,
    /// 备份到这个新目录 · New folder for the copy
    #[arg(value_name = "DIR")]
    pub target: PathBuf,
    /// 不复制密钥（须另行妥善保管，没有密钥无法恢复个人信息） · Leave the keys out; without them personal values cannot be read
    #[arg(long)]
    pub no_keys: bool,
    /// 以前的一份备份，在同一磁盘上：其中已有的证据文件不再复制，两份共用 · An earlier copy on the same disk, to share its evidence objects
    #[arg(long, value_name = "DIR")]
    pub after: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub struct PaperArgs {
    /// 日志的公钥，由制发机关公布，或者取自案卷包的 record/log.vkey · Public key of the log
    #[arg(long, value_name = "KEY")]
    pub key: PublicKey,
    /// 扫描二维码得到的网址 · The address that the QR code says
    #[arg(value_name = "ADDRESS")]
    pub address: String,
}

#[derive(Clone, Debug, Args)]
pub struct RestoreArgs {
    /// 备份所在目录 · Folder of the backup
    #[arg(value_name = "DIR")]
    pub from: PathBuf,
    #[command(flatten)]
    pub data: DataPlace,
}

impl DataPlace {
    /// The application's configuration with this data.
    pub fn config(self) -> app::Config {
        app::Config {
            database_url: self.database_url,
            bucket: self.bucket,
            confinement: Confinement::own_program(),
            ..app::Config::new(self.data)
        }
    }
}
