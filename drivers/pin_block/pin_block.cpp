// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "drivers/pin_block/pin_block.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "base/hexadecimal.h"

namespace silverlane::drivers::pin_block {

namespace {

// The first byte, so that a later format is told apart by the bank and never by trying.
constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kHeaderSize = 1 + std::tuple_size_v<Nonce>;
constexpr std::size_t kLeastDigits = 4;
constexpr std::size_t kMostDigits = 12;
constexpr int kLeastKeyBits = 2048;
constexpr int kMostKeyBits = 4096;
constexpr unsigned kNewKeyBits = 3072;

struct Freer {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(BIO* bytes) const { BIO_free_all(bytes); }
};
using OpenSslKey = std::unique_ptr<EVP_PKEY, Freer>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Freer>;
using Bytes = std::unique_ptr<BIO, Freer>;

/// Bytes that are overwritten when they go.
class ZeroedBytes {
public:
    explicit ZeroedBytes(std::size_t size) : bytes_(size) {}
    ZeroedBytes(const ZeroedBytes&) = delete;
    ZeroedBytes& operator=(const ZeroedBytes&) = delete;
    ~ZeroedBytes() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
    std::uint8_t* data() { return bytes_.data(); }

private:
    std::vector<std::uint8_t> bytes_;
};

bool are_digits(const std::uint8_t* from, std::size_t count) {
    return count >= kLeastDigits && count <= kMostDigits &&
           std::all_of(from, from + count, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
}

bool is_usable(EVP_PKEY* key) {
    if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return false;
    return EVP_PKEY_get_bits(key) >= kLeastKeyBits && EVP_PKEY_get_bits(key) <= kMostKeyBits;
}

Error no_such_key_in(const std::filesystem::path& file, const std::string& kind) {
    return Error{ErrorCode::invalid_input, file.string() + " holds no " + kind + " RSA key of 2048 to 4096 bits in PEM"};
}

bool chooses_oaep(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 && EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0;
}

using Writer = int (*)(BIO*, EVP_PKEY*);

/// Written for exactly these readers from its first moment, and only where no file was.
Result<void> write_new_file(const std::filesystem::path& file, mode_t mode, EVP_PKEY* key, Writer writer) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) {
        if (errno == EEXIST) return Error{ErrorCode::conflict, file.string() + " is there already"};
        return Error{ErrorCode::io, "cannot make " + file.string() + "; see that its folder is there and may be written"};
    }
    fchmod(descriptor, mode);
    const Bytes out(BIO_new_fd(descriptor, BIO_CLOSE));
    const bool written = out != nullptr && writer(out.get(), key) == 1 && fsync(descriptor) == 0;
    if (!written) return Error{ErrorCode::io, "cannot write " + file.string()};
    return {};
}

}  // namespace

struct SealKey::Key {
    OpenSslKey key;
};

SealKey::SealKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
SealKey::SealKey(SealKey&&) noexcept = default;
SealKey::~SealKey() = default;

Result<SealKey> SealKey::load(const std::filesystem::path& file) {
    const Bytes in(BIO_new_file(file.c_str(), "r"));
    if (in == nullptr) return Error{ErrorCode::not_found, "there is no key file " + file.string() + "; silverlanectl make-pin-keys PRIVATE PUBLIC makes the pair"};
    OpenSslKey key(PEM_read_bio_PUBKEY(in.get(), nullptr, nullptr, nullptr));
    if (!is_usable(key.get())) return no_such_key_in(file, "public");
    return SealKey(std::make_unique<Key>(Key{std::move(key)}));
}

Result<PrivateText> SealKey::seal(const Nonce& nonce, std::string_view digits) const {
    if (!are_digits(reinterpret_cast<const std::uint8_t*>(digits.data()), digits.size())) {
        return Error{ErrorCode::invalid_input, "a PIN has 4 to 12 digits"};
    }
    const std::size_t size = kHeaderSize + digits.size();
    ZeroedBytes plain(size);
    plain.data()[0] = kFormat;
    std::copy(nonce.begin(), nonce.end(), plain.data() + 1);
    std::copy(digits.begin(), digits.end(), plain.data() + kHeaderSize);
    const Context context(EVP_PKEY_CTX_new(key_->key.get(), nullptr));
    std::vector<std::uint8_t> sealed(static_cast<std::size_t>(EVP_PKEY_get_size(key_->key.get())));
    std::size_t length = sealed.size();
    if (context == nullptr || EVP_PKEY_encrypt_init(context.get()) <= 0 || !chooses_oaep(context.get()) ||
        EVP_PKEY_encrypt(context.get(), sealed.data(), &length, plain.data(), size) <= 0) {
        return Error{ErrorCode::io, "the PIN could not be sealed"};
    }
    sealed.resize(length);
    return PrivateText{to_hexadecimal(sealed)};
}

struct OpenKey::Key {
    OpenSslKey key;
};

OpenKey::OpenKey(std::unique_ptr<Key> key) : key_(std::move(key)) {}
OpenKey::OpenKey(OpenKey&&) noexcept = default;
OpenKey::~OpenKey() = default;

Result<OpenKey> OpenKey::load(const std::filesystem::path& file) {
    struct stat status{};
    if (stat(file.c_str(), &status) != 0) return Error{ErrorCode::not_found, "there is no key file " + file.string() + "; silverlanectl make-pin-keys PRIVATE PUBLIC makes the pair"};
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Error{ErrorCode::forbidden, "key file " + file.string() + " is readable by others; run: chmod 600 " + file.string()};
    }
    const Bytes in(BIO_new_file(file.c_str(), "r"));
    // An empty passphrase is handed in, so that an encrypted file is refused and never asks at a terminal.
    char no_passphrase[] = "";
    OpenSslKey key(in == nullptr ? nullptr : PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, no_passphrase));
    if (!is_usable(key.get())) return no_such_key_in(file, "private");
    return OpenKey(std::make_unique<Key>(Key{std::move(key)}));
}

Result<PrivateText> OpenKey::open(const Nonce& nonce, const PrivateText& sealed) const {
    const Error refused{ErrorCode::unauthorised, "this PIN block is not good"};
    const auto bytes = from_hexadecimal(sealed.open(PrivateDoor::protocol_codec));
    const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(key_->key.get()));
    if (!bytes || bytes->size() != size) return refused;
    const Context context(EVP_PKEY_CTX_new(key_->key.get(), nullptr));
    ZeroedBytes plain(size);
    std::size_t length = size;
    if (context == nullptr || EVP_PKEY_decrypt_init(context.get()) <= 0 || !chooses_oaep(context.get()) ||
        EVP_PKEY_decrypt(context.get(), plain.data(), &length, bytes->data(), bytes->size()) <= 0) {
        return refused;
    }
    if (length < kHeaderSize || plain.data()[0] != kFormat) return refused;
    if (CRYPTO_memcmp(plain.data() + 1, nonce.data(), nonce.size()) != 0) return refused;
    const std::uint8_t* digits = plain.data() + kHeaderSize;
    if (!are_digits(digits, length - kHeaderSize)) return refused;
    return PrivateText{std::string(digits, digits + (length - kHeaderSize))};
}

Result<void> make_key_pair(const std::filesystem::path& private_file, const std::filesystem::path& public_file) {
    if (std::filesystem::exists(public_file)) return Error{ErrorCode::conflict, public_file.string() + " is there already"};
    const OpenSslKey key(EVP_RSA_gen(kNewKeyBits));
    if (key == nullptr) return Error{ErrorCode::io, "no key could be made"};
    const auto write_private = [](BIO* out, EVP_PKEY* pair) {
        return PEM_write_bio_PrivateKey(out, pair, nullptr, nullptr, 0, nullptr, nullptr);
    };
    const auto write_public = [](BIO* out, EVP_PKEY* pair) { return PEM_write_bio_PUBKEY(out, pair); };
    if (auto written = write_new_file(private_file, 0600, key.get(), write_private); !written) return written;
    return write_new_file(public_file, 0644, key.get(), write_public);
}

}  // namespace silverlane::drivers::pin_block
