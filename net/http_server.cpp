// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "net/http_server.h"

#include <algorithm>
#include <exception>
#include <thread>
#include <typeinfo>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <pthread.h>

#include "base/private_text.h"
#include "net/http_head.h"
#include "net/server_loop.h"

namespace silverlane::net {
namespace {

class Server final : public HttpServer {
public:
    Server(const ServerSettings& settings, Descriptor listener, std::shared_ptr<const TlsContext> tls, Handler handler, StreamIntake* streams,
           EventLog& log)
        : port_(bound_port(listener.number())), name_(settings.name), handler_(std::move(handler)), has_streams_(streams != nullptr), log_(log),
          jobs_(static_cast<std::size_t>(std::max(settings.most_connections, 1))),
          loop_(settings, std::move(listener), std::move(tls), jobs_, streams, counters_, log) {
        for (int i = 0; i < std::max(settings.threads, 1); ++i) {
            threads_.emplace_back([this, i] { serve(i); });
        }
        loop_.begin();
    }
    ~Server() override { stop(Milliseconds{0}); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    [[nodiscard]] ServerCounters counters() const override {
        return {counters_.requests, counters_.refused_connections, counters_.timed_out,
                counters_.too_large, counters_.malformed, counters_.handler_faults,
                counters_.gave_way, counters_.short_of_room, counters_.connections};
    }

    void stop(Milliseconds longest) override {
        loop_.end(longest);
        while (jobs_.try_take()) {
        }
        jobs_.close();
        for (std::thread& thread : threads_) {
            if (thread.joinable()) thread.join();
        }
    }

private:
    void serve(int number) {
        ::pthread_setname_np(::pthread_self(), fmt::format("{}_{}", name_, number).c_str());
        while (auto job = jobs_.take()) {
            const ZeroedAfterUse zeroed(job->request.body);
            loop_.finish(answer(*job));
        }
    }

    Finished answer(const Job& job) {
        Finished finished{job.connection, {}, job.keep_alive, std::nullopt};
        Answer given = handled(job.request);
        const bool without_body = job.request.method == "HEAD";
        if (auto* const stream = std::get_if<BecomeStream>(&given)) {
            if (has_streams_ && write_stream_head(stream->headers, clock_.now())) {
                finished.stream = std::move(*stream);
                return finished;
            }
            given = faulty("stream_not_possible");
        }
        auto& response = std::get<Response>(given);
        const ZeroedAfterUse zeroed(response.body);
        auto bytes = write_response(response, clock_.now(), job.keep_alive, without_body);
        if (!bytes) bytes = write_response(faulty("header_not_possible"), clock_.now(), job.keep_alive, without_body);
        finished.bytes = std::move(*bytes);
        return finished;
    }

    /// The top of a request: whatever leaves the handler ends here. Only its kind is logged; texts of exceptions may quote the request.
    Answer handled(const Request& request) {
        try {
            return handler_(request);
        } catch (const std::exception& fault) {
            return faulty(typeid(fault).name());
        } catch (...) {
            return faulty("not_a_standard_exception");
        }
    }

    Response faulty(std::string_view kind) {
        ++counters_.handler_faults;
        log_.write(LogEvent(LogLevel::error, "http_handler_fault").with("kind", kind));
        return refusal(500);
    }

    const std::uint16_t port_;
    const std::string name_;
    const Handler handler_;
    const bool has_streams_;
    EventLog& log_;
    SystemClock clock_;
    SharedCounters counters_;
    BoundedQueue<Job> jobs_;
    ServerLoop loop_;
    std::vector<std::thread> threads_;
};

}  // namespace

Result<void> check_tls_files(const TlsFiles& files) {
    const auto context = TlsContext::for_server(files.certificate, files.key);
    if (!context) return context.error();
    return {};
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerSettings settings, Handler handler, EventStream* streams, EventLog& log) {
    prepare_network();
    std::shared_ptr<const TlsContext> tls;
    if (settings.tls) {
        auto context = TlsContext::for_server(settings.tls->certificate, settings.tls->key);
        if (!context) return context.error().within("starting the HTTP server");
        tls = std::move(*context);
    }
    auto listener = listen_on(settings.address, settings.port);
    if (!listener) return listener.error().within("starting the HTTP server");
    auto* const intake = dynamic_cast<StreamIntake*>(streams);
    return std::unique_ptr<HttpServer>{
        std::make_unique<Server>(settings, std::move(*listener), std::move(tls), std::move(handler), intake, log)};
}

}  // namespace silverlane::net
