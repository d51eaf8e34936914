// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "ctl/arguments.h"
#include "ctl/sound_file.h"
#include "ctl/spoken_sound.h"
#include "ctl/voice_commands.h"
#include "ctl/voice_reader.h"

namespace silverlane::ctl {

namespace {

using voice::Presence;
using voice::SpokenLanguage;

struct Example {
    const char* file;                ///< without its end
    const char* text;                ///< what is shown and said
    const char* remark;              ///< what to listen for, in both languages
    SpokenLanguage language = SpokenLanguage::mandarin;
    int rate_step = voice::kDefaultStep;
    int volume_step = voice::kDefaultStep;
    Presence presence = Presence::on;
    const char* chime = nullptr;     ///< played before
};

struct Group {
    const char* title;
    std::vector<Example> examples;
};

constexpr const char* kQuestion = "您想办什么？请点一个大按钮。";
constexpr auto kEnglish = SpokenLanguage::english;

std::vector<Group> groups() {
    return {
        {"日常提示 Everyday prompts",
         {{"prompt-welcome", "您好，欢迎您。", ""},
          {"prompt-what", kQuestion, ""},
          {"prompt-wait", "请坐一坐。叫到号再过来。", ""},
          {"prompt-help", "要人帮忙，请点“叫人”。", ""},
          {"prompt-anti-fraud", "请记住。不听，不信，不转账。", ""}}},
        {"叫号和窗口 Numbers and windows",
         {{"call", "请A107号，到2号窗口。", "先响铃，后说话 the chime ends before the voice begins", SpokenLanguage::mandarin, 3, 3, Presence::on, "call"},
          {"ahead", "前面还有12位，请稍等。", ""}}},
        {"金额和日期 Amounts and dates",
         {{"amount-two", "一共2.20元。", "两元二角"},
          {"amount-inner-zero", "余额2050.05元。", "两千零五十元零五分"},
          {"amount-large", "存款100005000元。", "一亿零五千元"},
          {"date", "存单2026-02-02到期。", "年份一位一位念 the year digit by digit"},
          {"rate", "利率2.05%。", ""}}},
        {"容易读错的字 Words that are often misread",
         {{"polyphones", "请到支行找行长，重新调整。", "háng zhǎng, chóng, tiáo"},
          {"sandhi", "不要着急，一个一个来。", "bú yào, yí gè"}}},
        {"快慢 Slow and fast",
         {{"rate-0", kQuestion, "最慢 slowest", SpokenLanguage::mandarin, 0},
          {"rate-3", kQuestion, "平常 usual", SpokenLanguage::mandarin, 3},
          {"rate-6", kQuestion, "最快 fastest", SpokenLanguage::mandarin, 6}}},
        {"大小 Soft and loud",
         {{"volume-0", kQuestion, "最小 softest", SpokenLanguage::mandarin, 3, 0},
          {"volume-3", kQuestion, "平常 usual, 12 dB above", SpokenLanguage::mandarin, 3, 3},
          {"volume-6", kQuestion, "最大 loudest, 24 dB above", SpokenLanguage::mandarin, 3, 6}}},
        {"清晰均衡 Presence equaliser",
         {{"presence-on", "请输入六位密码。请用手挡一挡。", "打开 on: s, sh, q, x stand out", SpokenLanguage::mandarin, 3, 6, Presence::on},
          {"presence-off", "请输入六位密码。请用手挡一挡。", "关闭 off", SpokenLanguage::mandarin, 3, 6, Presence::off}}},
        {"英语 English",
         {{"en-what", "What would you like to do? Please press one big button.", "", kEnglish},
          {"en-call", "A107, please go to window 2.", "", kEnglish, 3, 3, Presence::on, "call"},
          {"en-amount", "Your balance is 3258.60 yuan.", "", kEnglish},
          {"en-slow", "Please take your card.", "最慢 slowest", kEnglish, 0},
          {"en-fast", "Please take your card.", "最快 fastest", kEnglish, 6}}}};
}

constexpr const char* kHead = R"(<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>声音样例 Sound examples</title>
<style>
body { font: 1.4rem/1.6 sans-serif; color: #111; background: #fff; max-width: 46rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 2.2rem; } h2 { font-size: 1.6rem; margin-top: 2.4rem; border-bottom: 2px solid #111; }
figure { margin: 1.4rem 0; } figcaption b { font-weight: 600; font-size: 1.6rem; } figcaption span { display: block; color: #333; }
audio { width: 100%; margin-top: .4rem; }
</style></head><body>
<h1>声音样例<br>Sound examples</h1>
<p>这些声音，和终端用的是同一个声音。请用终端的喇叭听，请老人家也听一听。</p>
<p lang="en">The voice of a terminal, made by the same program. Listen on a terminal's loudspeaker, and let old people listen.</p>
)";

std::string figure_of(const Example& example) {
    const std::string language = example.language == SpokenLanguage::mandarin ? "zh-CN" : "en";
    std::string html = "<figure><figcaption><b lang=\"" + language + "\">" + example.text + "</b>";
    if (*example.remark != '\0') html += std::string("<span>") + example.remark + "</span>";
    return html + "</figcaption><audio controls preload=\"none\" src=\"" + example.file + ".flac\"></audio></figure>\n";
}

/// One synthesiser at a time: the plain one has to go before the shaped one comes.
Result<std::vector<std::int16_t>> render(const Example& example, const std::shared_ptr<const voice::MandarinReader>& reader, std::optional<SpokenSound>& sound,
                                          std::optional<Presence>& open_with) {
    if (open_with != example.presence) {
        sound.reset();
        auto opened = SpokenSound::open(reader, example.presence);
        if (!opened) return opened.error();
        sound.emplace(std::move(*opened));
        open_with = example.presence;
    }
    auto speech = sound->say(example.text, {example.language, example.rate_step, example.volume_step});
    if (!speech || example.chime == nullptr) return speech;
    auto samples = voice::render_chime(example.chime, example.volume_step);
    if (!samples) return samples;
    samples->insert(samples->end(), speech->begin(), speech->end());
    return samples;
}

Result<void> write_page(const std::filesystem::path& folder, const std::string& body) {
    std::ofstream page(folder / "index.html");
    page << kHead << body << "</body></html>\n";
    page.close();
    if (!page) return Error(ErrorCode::io, "cannot write " + (folder / "index.html").string());
    return {};
}

}  // namespace

Result<void> voice_examples(const Words& words) {
    const auto arguments = Arguments::parse(words, {"to", "share", "words"});
    if (!arguments) return arguments.error();
    const auto to = arguments->required("to", "the folder for the page and its sounds, which is made", "examples");
    if (!to) return to.error();
    const std::filesystem::path folder = *to;
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return Error(ErrorCode::io, "cannot make the folder " + folder.string() + ": " + failed.message());
    const auto reader = reader_named_in(*arguments);
    if (!reader) return reader.error();
    std::optional<SpokenSound> sound;
    std::optional<Presence> open_with;
    std::string body;
    int count = 0;
    for (const Group& group : groups()) {
        body += std::string("<h2>") + group.title + "</h2>\n";
        for (const Example& example : group.examples) {
            const auto samples = render(example, *reader, sound, open_with);
            if (!samples) return samples.error();
            const auto written = write_sound(folder / (std::string(example.file) + ".flac"), *samples);
            if (!written) return written;
            body += figure_of(example);
            ++count;
        }
    }
    const auto written = write_page(folder, body);
    if (!written) return written;
    std::printf("%d sounds; open %s\n", count, (folder / "index.html").c_str());
    return {};
}

}  // namespace silverlane::ctl
