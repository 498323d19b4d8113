//! Signing in, and passwords. Whoever may sign in, and every password, is part of the record.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::ids::{CommandId, PersonId};
use domain::org;
use domain::{Command, Private, Refusal, StreamId};
use jiff::SignedDuration;
use store::scratch::{self, SigninAttempt};

use crate::{App, By, Fault, HashCost, NewSession, No, Order, keys, record};

/// Wrong passwords after which an account is locked for its source.
const TRIES: i64 = 5;
/// Wrong passwords after which a source is locked for every account.
const TRIES_OF_SOURCE: i64 = 30;
/// How long a lock lasts.
const LOCK: SignedDuration = SignedDuration::from_mins(15);
/// The shortest password, in characters.
const SHORTEST: usize = 10;

/// Why somebody was not let in. The words are the same whether the account exists or not.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// The name or the password is wrong, or the account is suspended.
    #[error("登录名或者口令不正确。连续输错5次，账户将锁定15分钟。")]
    Wrong,
    /// Too many wrong passwords.
    #[error("输错次数过多，已锁定15分钟，请稍后再试，或者联系系统管理员重置口令。")]
    Locked,
    /// The plumbing broke.
    #[error("暂时无法登录，请稍后再试。")]
    Fault(#[from] Fault),
}

impl From<store::Fault> for SignInRefused {
    fn from(fault: store::Fault) -> Self {
        Self::Fault(fault.into())
    }
}

impl App {
    /// Lets somebody in who knows the password.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        source: &str,
    ) -> Result<NewSession, SignInRefused> {
        let store = &self.inner.store;
        let since = record::instant(self.now() - LOCK);
        let on_account = store.first(scratch::attempts_on(login, source, &since)).await?;
        let from_source = store.first(scratch::attempts_from(source, &since)).await?;
        if TRIES <= on_account.unwrap_or(0) || TRIES_OF_SOURCE <= from_source.unwrap_or(0) {
            return Err(SignInRefused::Locked);
        }
        let person = self.people().by_login(login).cloned();
        let known = person.as_ref().map(|p| p.password.reveal().to_owned());
        let fits = self.password_fits(known, password).await?;
        let Some(person) = person.filter(|person| fits && !person.suspended) else {
            let attempt = SigninAttempt {
                account: login.to_owned(),
                source: source.to_owned(),
                attempted_at: record::instant(self.now()),
            };
            store.change(&scratch::note_attempt(&attempt)).await?;
            if let Some(person) = self.people().by_login(login) {
                self.note_sign_in(&person.id, false).await?;
            }
            return Err(SignInRefused::Wrong);
        };
        store.change(&scratch::forgive_attempts(login, source)).await?;
        self.note_sign_in(&person.id, true).await?;
        self.begin_session(&person.id).await.map_err(SignInRefused::Fault)
    }

    /// Changes one's own password and ends every session of the person.
    pub async fn change_password(&self, person: &PersonId, old: &str, new: &str) -> Result<(), No> {
        let known = self.people().get(person).map(|p| p.password.reveal().to_owned());
        if !self.password_fits(known, old).await? {
            return Err(No::Refused(
                Refusal::new("ORG-018", "原口令不正确，没有修改。", "请重新输入原口令。")
                    .at("old")
                    .into(),
            ));
        }
        if new.chars().count() < SHORTEST || new == old {
            return Err(No::Refused(
                Refusal::new(
                    "ORG-019",
                    format!("新口令少于{SHORTEST}个字符，或者与原口令相同。"),
                    "请换一个更长的新口令。",
                )
                .at("new")
                .into(),
            ));
        }
        let hash = Private::new(self.hash_password(new).await?);
        let command = org::Command::ChangePassword { hash };
        self.order_person(person, command, By::Person(person.clone())).await?;
        self.end_sessions_of(person).await?;
        Ok(())
    }

    /// Gives a person a new initial password, shown once, and ends their sessions.
    pub async fn give_password(&self, by: &By, person: &PersonId) -> Result<String, No> {
        let random = hex::encode(keys::random()?);
        let initial: String = random.chars().take(12).collect();
        self.set_password(by, person, &initial).await?;
        self.end_sessions_of(person).await?;
        Ok(initial)
    }

    /// Sets an initial password that was chosen elsewhere: for a demonstration.
    pub async fn set_password(&self, by: &By, person: &PersonId, initial: &str) -> Result<(), No> {
        let hash = Private::new(self.hash_password(initial).await?);
        self.order_person(person, org::Command::GivePassword { hash }, by.clone()).await
    }

    async fn note_sign_in(&self, person: &PersonId, succeeded: bool) -> Result<(), Fault> {
        match self.order_person(person, org::Command::NoteSignIn { succeeded }, By::System).await {
            Ok(()) => Ok(()),
            Err(No::Fault(fault)) => Err(fault),
            Err(No::Refused(_) | No::Denied(_) | No::Absent | No::Conflict(_)) => {
                Err(Fault::Inconsistent("a sign-in was not recorded"))
            }
        }
    }

    async fn order_person(
        &self,
        person: &PersonId,
        command: org::Command,
        by: By,
    ) -> Result<(), No> {
        self.run(Order {
            id: CommandId::new(self.new_id()),
            stream: StreamId::person(person),
            command: Command::Person(command),
            by,
            seen: None,
            device: None,
            occurred_at: None,
        })
        .await
        .map(|_| ())
    }

    /// Whether the password fits; without an account as much time is spent as with one.
    async fn password_fits(&self, known: Option<String>, password: &str) -> Result<bool, Fault> {
        let hasher = self.hasher()?;
        let password = password.as_bytes().to_vec();
        tokio::task::spawn_blocking(move || {
            let hash = known.as_deref().and_then(|text| PasswordHash::new(text).ok());
            if let Some(hash) = hash {
                return hasher.verify_password(&password, &hash).is_ok();
            }
            // The answer is known; only the time it takes must not tell it.
            let _ = hasher.hash_password(&password);
            false
        })
        .await
        .map_err(|_| Fault::Password)
    }

    /// The password as a PHC string.
    pub async fn hash_password(&self, password: &str) -> Result<String, Fault> {
        let hasher = self.hasher()?;
        let password = password.as_bytes().to_vec();
        tokio::task::spawn_blocking(move || {
            hasher
                .hash_password(&password)
                .map(|hash| hash.to_string())
                .map_err(|_| Fault::Password)
        })
        .await
        .map_err(|_| Fault::Password)?
    }

    fn hasher(&self) -> Result<Argon2<'static>, Fault> {
        let params = match self.inner.config.hash_cost {
            HashCost::Full => Params::new(19 * 1024, 2, 1, None),
            HashCost::Least => Params::new(Params::MIN_M_COST, 1, 1, None),
        };
        let params = params.map_err(|_| Fault::Password)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}
