// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/tls.h"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <mutex>
#include <system_error>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLManager.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "net/tls_inside.h"

namespace silverlane::net {
namespace {

using Poco::Net::Context;

bool readable(const std::filesystem::path& path) { errno = 0; return std::ifstream{path}.good(); }

/// Others than the owner: whoever has the key is the hub for every tablet and kiosk.
bool others_may_read(const std::filesystem::path& key) {
    using std::filesystem::perms;
    std::error_code failed;
    return (std::filesystem::status(key, failed).permissions() & (perms::group_all | perms::others_all)) != perms::none;
}

Error cannot_read(const std::filesystem::path& path) { return {ErrorCode::io, "cannot read " + path.string() + ": " + std::error_code(errno, std::generic_category()).message()}; }

void set_rules(Context& context) {
    context.requireMinimumProtocol(Context::PROTO_TLSV1_2);
    // Thousands of quiet streams must not hold their 32 KB of record buffers each; a repeated write may come from another address.
    SSL_CTX_set_mode(context.sslContext(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Renegotiation lets a client spend the server's time; TLS 1.3 has none.
    // Otherwise the last record that was read stays in plain text in its buffer, and in freed memory after it.
    SSL_CTX_set_options(context.sslContext(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CLEANSE_PLAINTEXT);
}

Result<std::shared_ptr<const TlsContext>> wrapped(Context::Ptr context) {
    set_rules(*context);
    auto inside = std::make_unique<TlsContext::Inside>();
    inside->context = context;
    return std::shared_ptr<const TlsContext>{std::make_shared<TlsContext>(std::move(inside))};
}

}  // namespace

void prepare_network() {
    static std::once_flag once;
    std::call_once(once, [] {
        std::signal(SIGPIPE, SIG_IGN);
        Poco::Net::initializeSSL();
        // Poco asks this handler about a certificate that did not verify; the answer is always no.
        const Poco::SharedPtr<Poco::Net::InvalidCertificateHandler> reject{new Poco::Net::RejectCertificateHandler(false)};
        const Context::Ptr plain{new Context(Context::TLS_CLIENT_USE, "", Context::VERIFY_STRICT, 9, true)};
        Poco::Net::SSLManager::instance().initializeClient(nullptr, reject, plain);
    });
}

TlsContext::TlsContext(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
TlsContext::~TlsContext() = default;

Result<std::shared_ptr<const TlsContext>> TlsContext::for_server(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    prepare_network();
    if (!readable(certificate)) return cannot_read(certificate);
    if (!readable(key)) return cannot_read(key);
    if (others_may_read(key)) return Error{ErrorCode::forbidden, "key file " + key.string() + " is readable by others; run: chmod 600 " + key.string()};
    try {
        const Context::Ptr context{new Context(Context::TLS_SERVER_USE, key.string(), certificate.string(), "", Context::VERIFY_NONE, 9, false)};
        // Loading a certificate of another key silently drops the key.
        if (SSL_CTX_check_private_key(context->sslContext()) != 1) {
            ERR_clear_error();
            return Error{ErrorCode::invalid_input, key.string() + " is not the key of " + certificate.string()};
        }
        return wrapped(context);
    } catch (const Poco::Exception& fault) {
        return Error{ErrorCode::invalid_input, "certificate and key cannot be used: " + fault.displayText()};
    }
}

Result<std::shared_ptr<const TlsContext>> TlsContext::for_client(const std::optional<std::filesystem::path>& trusted) {
    prepare_network();
    if (trusted && !readable(*trusted)) return cannot_read(*trusted);
    try {
        return wrapped(new Context(Context::TLS_CLIENT_USE, "", "", trusted ? trusted->string() : "", Context::VERIFY_STRICT, 9, !trusted));
    } catch (const Poco::Exception& fault) {
        return Error{ErrorCode::invalid_input, "the trusted certificate cannot be used: " + fault.displayText()};
    }
}

}  // namespace silverlane::net
