//! What can go wrong below the rules, and at the start.

/// Broken plumbing, or a bug of ours. Its sentence never repeats the text of its source.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The store.
    #[error("数据读写失败")]
    Store(#[from] store::Fault),
    /// A blob is missing or altered.
    #[error("证据文件缺失或者内容已被改变")]
    Blob(#[from] store::BlobTrouble),
    /// A stored event cannot be read.
    #[error("记录中第 {seq} 条事件无法读取，请运行 zhifa verify")]
    Event {
        /// The position.
        seq: i64,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An event cannot be written.
    #[error("事件无法写成规范格式")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A personal value cannot be opened or sealed.
    #[error("个人信息无法加密或者解密，请检查密钥文件")]
    Vault,
    /// A document cannot be printed.
    #[error("文书无法排版")]
    Paper(#[from] paper::PaperError),
    /// A file cannot be read or written.
    #[error("文件读写失败（{doing}）")]
    File {
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A password cannot be hashed.
    #[error("口令无法计算")]
    Password,
    /// The writer has stopped.
    #[error("写入已停止，系统处于只读状态，请检查磁盘后重新启动")]
    Stopped,
    /// Too little space is left on the disk.
    #[error("磁盘剩余空间不足，本次没有保存；请通知系统管理员清理磁盘，腾出空间后即可继续办理")]
    Full,
    /// The machine's clock is not to be believed.
    #[error("服务器时钟有误，本次没有保存；请通知系统管理员校正时钟，校正后即可继续办理")]
    Clock,
    /// A witness knows another history of this record.
    #[error(
        "见证方留存的存证头与本系统的记录不一致，本次没有保存；请立即报告系统管理员和执法监督机关"
    )]
    Contradicted,
    /// A witness that was asked does not say what it saw.
    #[error("没有得到见证方留存的存证头：{0}")]
    Witness(String),
    /// The state in memory does not fit what is asked.
    #[error("内部状态不一致：{0}")]
    Inconsistent(&'static str),
}

/// Why nothing is written for now, while the program and the disk are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Too little space is left.
    Space,
    /// A witness knows another history.
    Contradiction,
    /// The clock is not to be believed.
    Clock,
}

impl From<Bar> for Fault {
    fn from(bar: Bar) -> Self {
        match bar {
            Bar::Space => Self::Full,
            Bar::Contradiction => Self::Contradicted,
            Bar::Clock => Self::Clock,
        }
    }
}

impl Fault {
    /// Whether nothing at all can be written for now, for another reason than space.
    pub const fn is_read_only(&self) -> bool {
        matches!(
            self,
            Self::Stopped | Self::Clock | Self::Contradicted | Self::Store(store::Fault::ReadOnly)
        )
    }
}

/// Why the application does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The plumbing.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The pack is not in order.
    #[error("数据包有误：\n{0}")]
    Pack(String),
    /// The pack says differently what was in force before it.
    #[error(
        "没有装载：新的数据包改写了已经施行的内容，办过的案件是按原来的内容办的：\n{0}\n\
         规定变了的，请保留原来的版本并写明失效日期，另加新的版本；\
         确是录入差错的，请用 --correct 写明理由，更正会记入存证记录"
    )]
    Rewritten(String),
    /// Another program works on the data folder.
    #[error("{} 正由另一个 zhifa 程序使用，请先停止它", .0.display())]
    InUse(std::path::PathBuf),
    /// The record is older than, or other than, a head of a day says.
    #[error(
        "{} 是第 {size} 条事件时签名的存证头，现有记录与它不符：数据被退回到较早的副本，或者被改写。\
         没有启动。请运行 zhifa verify --anchors 查明；确需从较早的备份继续的，\
         先报告监督机关，再用 zhifa epoch 登记换期",
        .place.display()
    )]
    OlderThanHead {
        /// The file.
        place: std::path::PathBuf,
        /// The size it states.
        size: u64,
    },
    /// A witness has seen more of the record than there is, or another one.
    #[error(
        "见证方 {name} 见过本记录的 {size} 条事件，现有记录与它不符：数据被退回到较早的副本，或者被改写。\
         没有启动。请运行 zhifa verify --witness 查明；确需从较早的备份继续的，\
         先报告监督机关，再用 zhifa epoch 登记换期"
    )]
    OlderThanWitness {
        /// Its name.
        name: String,
        /// What it saw.
        size: u64,
    },
    /// There is no data folder to work on.
    #[error("{} 里没有数据，请核对数据目录", .0.display())]
    NoData(std::path::PathBuf),
    /// The record is there and its keys are not.
    #[error("{} 里没有本记录的密钥。没有启动，也没有生成新的密钥；请把另行保管的密钥放回这里", .0.display())]
    NoKeys(std::path::PathBuf),
    /// The key is not the one that signs the record.
    #[error(
        "最近的检查点不是用 {} 签名的：密钥不是本记录的，或者检查点被改动。没有启动；\
         请放回原来的密钥，或者运行 zhifa verify 查明",
        .0.display()
    )]
    OtherKey(std::path::PathBuf),
    /// No pack is in force.
    #[error("数据目录里还没有装载辖区数据包，请运行 zhifa pack load")]
    NoPack,
}

impl From<store::Fault> for StartError {
    fn from(fault: store::Fault) -> Self {
        Self::Fault(fault.into())
    }
}
