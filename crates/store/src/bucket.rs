//! Evidence objects in a bucket of an S3-compatible store, for a site whose recordings outgrow a
//! disk or that has several machines.
//!
//! An object is kept once the store has acknowledged it; the sums of its parts travel with them, so
//! that the store refuses what was altered on the way. Nothing here deletes an object; that nobody
//! else does either is for the store to ensure, by a retention lock on the bucket.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures::TryStreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum};
use object_store::buffered::BufReader;
use object_store::{
    BackoffConfig, ClientOptions, Error, MultipartUpload as _, ObjectStore, ObjectStoreExt as _,
    RetryConfig, path,
};
use tokio::fs::{self, File};
use tokio::io::AsyncReadExt as _;

use crate::Fault;
use crate::blobs::{BlobHash, BlobTrouble, file};

/// Objects longer than this go in parts of this size, in bytes.
const PART: usize = 8 * 1024 * 1024;
/// How much is asked for at a time when an object is read, in bytes.
const READ: usize = 1024 * 1024;
/// The folder of the bucket in which the objects lie.
const FOLDER: &str = "objects";
/// How long one request may take, and how long it is tried again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a connection may take.
const CONNECTING: Duration = Duration::from_secs(5);

/// Where a bucket is, and by what it is opened.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketAddress {
    endpoint: String,
    name: String,
    region: String,
    key: String,
    secret: String,
}

/// Why an address is none of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBucket {
    /// It is no address with a name behind it.
    #[error("对象存储地址应当像 https://主机/桶名")]
    Form,
    /// It would be used without encryption over a network.
    #[error("对象存储地址必须是 https；只有本机可以用 http")]
    Open,
    /// The key or the secret is missing.
    #[error("缺少对象存储的访问密钥：ZHIFA_BUCKET_KEY 和 ZHIFA_BUCKET_SECRET")]
    Keys,
}

impl BucketAddress {
    /// Reads `https://HOST[:PORT]/BUCKET`; `http` only for this machine itself.
    ///
    /// # Errors
    /// What is wrong with the address, or that a key is missing.
    pub fn new(url: &str, region: &str, key: &str, secret: &str) -> Result<Self, BadBucket> {
        let (scheme, rest) = url.trim_end_matches('/').split_once("://").ok_or(BadBucket::Form)?;
        let (host, name) = rest.split_once('/').ok_or(BadBucket::Form)?;
        if host.is_empty() || name.is_empty() || name.contains(['/', '?', '#']) {
            return Err(BadBucket::Form);
        }
        let here = host.rsplit_once(':').map_or(host, |(host, _)| host);
        match scheme {
            "https" => {}
            "http" if ["127.0.0.1", "localhost", "[::1]"].contains(&here) => {}
            "http" => return Err(BadBucket::Open),
            _ => return Err(BadBucket::Form),
        }
        if key.is_empty() || secret.is_empty() {
            return Err(BadBucket::Keys);
        }
        Ok(Self {
            endpoint: format!("{scheme}://{host}"),
            name: name.to_owned(),
            region: region.to_owned(),
            key: key.to_owned(),
            secret: secret.to_owned(),
        })
    }
}

impl std::fmt::Debug for BucketAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.endpoint, self.name)
    }
}

/// A bucket.
#[derive(Clone, Debug)]
pub struct Bucket(Arc<AmazonS3>);

impl Bucket {
    /// A bucket at an address; nothing is asked of it yet.
    pub(crate) fn at(address: &BucketAddress) -> Result<Self, Fault> {
        // Whoever is first chooses for the program; it is this one or the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let options = ClientOptions::new()
            .with_allow_http(address.endpoint.starts_with("http://"))
            .with_timeout(PATIENCE)
            .with_connect_timeout(CONNECTING);
        let retries = RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: 3,
            retry_timeout: PATIENCE,
        };
        let built = AmazonS3Builder::new()
            .with_endpoint(&address.endpoint)
            .with_bucket_name(&address.name)
            .with_region(&address.region)
            .with_access_key_id(&address.key)
            .with_secret_access_key(&address.secret)
            .with_checksum_algorithm(Checksum::SHA256)
            .with_client_options(options)
            .with_retry(retries)
            .build();
        Ok(Self(Arc::new(built.map_err(fault("打开对象存储"))?)))
    }

    /// Whether the bucket is there and may be read.
    pub(crate) async fn greet(&self) -> Result<(), Fault> {
        let folder = path::Path::from(FOLDER);
        let mut found = self.0.list(Some(&folder));
        found.try_next().await.map_err(fault("打开对象存储"))?;
        Ok(())
    }

    /// Keeps the bytes of a file as the object with this hash; the file may go then.
    pub(crate) async fn keep(&self, from: &Path, hash: BlobHash) -> Result<(), Fault> {
        let doing = "保存证据文件";
        let mut source = File::open(from).await.map_err(file(doing))?;
        let mut part = next_part(&mut source).await?;
        if part.len() < PART {
            self.0.put(&place(hash), part.into()).await.map_err(fault(doing))?;
        } else {
            let mut upload = self.0.put_multipart(&place(hash)).await.map_err(fault(doing))?;
            let sent = async {
                while !part.is_empty() {
                    upload.put_part(part.into()).await.map_err(fault(doing))?;
                    part = next_part(&mut source).await?;
                }
                upload.complete().await.map_err(fault(doing))
            };
            if let Err(broke) = sent.await {
                // The error that matters is the first one; the store forgets the parts by its rule.
                let _ = upload.abort().await;
                return Err(broke);
            }
        }
        fs::remove_file(from).await.map_err(file(doing))
    }

    /// An object for reading, and its size.
    pub(crate) async fn read(&self, hash: BlobHash) -> Result<(BufReader, u64), BlobTrouble> {
        let found = match self.0.head(&place(hash)).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Err(BlobTrouble::Missing(hash)),
            Err(error) => return Err(fault("打开证据文件")(error).into()),
        };
        let store: Arc<dyn ObjectStore> = self.0.clone();
        Ok((BufReader::with_capacity(store, &found, READ), found.size))
    }

    /// The hashes of all objects.
    pub(crate) async fn list(&self) -> Result<Vec<BlobHash>, Fault> {
        let folder = path::Path::from(FOLDER);
        let found = self.0.list(Some(&folder)).try_collect::<Vec<_>>().await;
        let found = found.map_err(fault("列出证据文件"))?;
        let hash = |object: object_store::ObjectMeta| {
            let name = object.location.as_ref().strip_prefix(FOLDER)?.replace('/', "");
            name.parse().ok()
        };
        Ok(found.into_iter().filter_map(hash).collect())
    }
}

/// The next bytes of a file, as many as a part holds; fewer at its end.
async fn next_part(source: &mut File) -> Result<Vec<u8>, Fault> {
    let mut part = Vec::new();
    let mut taken = source.take(PART as u64);
    taken.read_to_end(&mut part).await.map_err(file("保存证据文件"))?;
    Ok(part)
}

fn place(hash: BlobHash) -> path::Path {
    let name = hash.to_string();
    let (folder, rest) = name.split_at_checked(2).unwrap_or(("", &name));
    path::Path::from(format!("{FOLDER}/{folder}/{rest}"))
}

fn fault(doing: &'static str) -> impl Fn(Error) -> Fault {
    move |error| Fault::File { doing, source: std::io::Error::other(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_bucket_and_leaves_this_machine_only_in_secret() {
        let read = |url: &str| BucketAddress::new(url, "cn-1", "key", "secret");
        for good in ["https://s3.example.gov.cn/zhifa", "http://127.0.0.1:9000/zhifa/"] {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in
            ["s3.example.gov.cn/zhifa", "https://host", "https:///b", "ftp://h/b", "https://h/b/c"]
        {
            assert_eq!(read(bad), Err(BadBucket::Form), "{bad}");
        }
        assert_eq!(read("http://s3.example.gov.cn/zhifa"), Err(BadBucket::Open));
        let nameless = BucketAddress::new("https://h/b", "cn-1", "key", "");
        assert_eq!(nameless, Err(BadBucket::Keys));
        let told = format!("{:?}", read("https://h/b").unwrap());
        assert_eq!(told, "https://h/b", "no key in a log");
    }
}
