// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
#include "sample_scenes.h"

#include <algorithm>

namespace silverlane::ui::samples {
namespace {

using flow::ActionKind;
using scene::Node;
using scene::Role;
using scene::Scene;
using scene::Template;

/// Builds one scene; `say` chooses the language.
class Maker {
public:
    Maker(Template arrangement, std::string step, const flow::Preferences& preferences) : english_(preferences.language == "en") {
        scene_.flow = FlowId{"sample"};
        scene_.step = StepId{std::move(step)};
        scene_.arrangement = arrangement;
        scene_.preferences = preferences;
    }

    Maker& text(Role role, const char* id, const char* chinese, const char* english) {
        add(scene_.nodes, role, id, chinese, english);
        return *this;
    }
    Maker& picture(const char* icon, const char* chinese, const char* english) {
        add(scene_.nodes, Role::picture, "picture", chinese, english).icon = icon;
        return *this;
    }
    Maker& answer(int number, const char* icon, const char* chinese, const char* english, bool emphasised = false) {
        Node& node = add(scene_.nodes, Role::answer, ("answer." + std::string(icon) + std::to_string(number)).c_str(), chinese, english);
        node.icon = icon;
        node.number = number;
        node.state.emphasised = emphasised;
        node.action = flow::Action{ActionKind::choose, node.id.text};
        return *this;
    }
    Maker& keypad() {
        for (const char digit : std::string("1234567890")) {
            const std::string text(1, digit);
            Node& node = add(scene_.nodes, Role::key, ("key." + text).c_str(), text.c_str(), text.c_str());
            node.action = flow::Action{ActionKind::enter_digit, text};
        }
        Node& erase = add(scene_.nodes, Role::key, "key.erase", "退一格", "Erase");
        erase.icon = "erase";
        erase.action = flow::Action{ActionKind::erase_digit, {}};
        return *this;
    }
    Maker& page_keys() {
        Node& previous = add(scene_.nodes, Role::page_key, "page.previous", "上一页", "Page before");
        previous.icon = "previous";
        previous.state.enabled = false;
        previous.action = flow::Action{ActionKind::previous_page, {}};
        Node& next = add(scene_.nodes, Role::page_key, "page.next", "下一页", "Next page");
        next.icon = "next";
        next.action = flow::Action{ActionKind::next_page, {}};
        return *this;
    }
    Maker& overlay() {
        scene_.overlay.emplace();
        auto& nodes = scene_.overlay->nodes;
        add(nodes, Role::title, "idle.title", "您还在吗?", "Are you still there?");
        add(nodes, Role::instruction, "idle.text", "再过 45 秒,画面会先收起来,您办的事不会丢。",
            "In 45 seconds the screen will be put away. Nothing you did is lost.");
        Node& here = add(nodes, Role::answer, "idle.here", "我还在,再给我一点时间", "I am here, give me more time");
        here.state.emphasised = true;
        here.action = flow::Action{ActionKind::still_here, {}};
        return *this;
    }

    Scene finish(bool home) {
        add(scene_.nodes, Role::foot_line, "foot.clock", "14:05", "14:05");
        add(scene_.nodes, Role::foot_line, "foot.branch", "槐树街支行", "Locust Street branch");
        add(scene_.nodes, Role::foot_line, "foot.face", "本机不做人脸识别", "No face recognition here");
        if (!home) key(Role::fixed_key, "fixed.back", "back", ActionKind::back, "返回", "Back");
        key(Role::fixed_key, "fixed.hear_again", "hear_again", ActionKind::hear_again, "再听一遍", "Hear again");
        key(Role::fixed_key, "fixed.call_staff", "call_staff", ActionKind::call_staff, "叫人", "Call staff");
        if (!home) key(Role::fixed_key, "fixed.exit", "exit", ActionKind::exit, "退出", "Exit");
        key(Role::service_key, "service.stop", "stop", ActionKind::stop_speech, "停", "Stop");
        key(Role::service_key, "service.louder", "louder", ActionKind::louder, "大声一点", "Louder");
        key(Role::service_key, "service.text_size", "text_size", ActionKind::next_text_size, "大字", "Text size");
        key(Role::service_key, "service.language", "language", ActionKind::switch_language, "English", "中文");
        key(Role::service_key, "service.hide", "hide", ActionKind::hide_screen, "遮住", "Hide");
        key(Role::service_key, "service.more", "more", ActionKind::more, "更多", "More");
        return std::move(scene_);
    }
    /// 更多 was pressed.
    void second_row() {
        key(Role::service_key, "service.quieter", "", ActionKind::quieter, "小声一点", "Quieter");
        key(Role::service_key, "service.slower", "", ActionKind::slower, "慢一点", "Slower");
        key(Role::service_key, "service.faster", "", ActionKind::faster, "快一点", "Faster");
        key(Role::service_key, "service.ground", "", ActionKind::next_theme, "换底色", "Colours");
        key(Role::service_key, "service.restore", "", ActionKind::restore_defaults, "恢复原样", "Reset");
        key(Role::service_key, "service.counter", "", ActionKind::go_to_counter, "去柜台", "Counter");
    }

private:
    Node& add(std::vector<Node>& nodes, Role role, const char* id, const char* chinese, const char* english) {
        Node node;
        node.id = NodeId{id};
        node.role = role;
        node.text_key = id;
        node.shown = english_ ? english : chinese;
        node.spoken = node.shown;
        nodes.push_back(std::move(node));
        return nodes.back();
    }
    void key(Role role, const char* id, const char* icon, ActionKind kind, const char* chinese, const char* english) {
        Node& node = add(scene_.nodes, role, id, chinese, english);
        node.icon = icon;
        node.action = flow::Action{kind, {}};
    }

    Scene scene_;
    bool english_;
};

Scene home(const flow::Preferences& p) {
    return Maker(Template::home, "home", p)
        .text(Role::title, "title", "您好!您要办什么?", "Hello! What would you like to do?")
        .answer(1, "ticket", "取号排队", "Take a queue ticket")
        .answer(2, "identify", "我有预约", "I have an appointment")
        .answer(3, "withdraw", "取消登记", "Cancel my sign-up")
        .answer(4, "counter", "去柜台办理", "Go to the counter")
        .finish(true);
}

Scene choice(const flow::Preferences& p) {
    return Maker(Template::choice, "business", p)
        .text(Role::position, "position", "第 1 步,共 4 步", "Step 1 of 4")
        .text(Role::title, "title", "您今天办什么业务?", "What would you like to do today?")
        .text(Role::instruction, "instruction", "请按一个。拿不准,就按其他,到柜台再说。", "Please press one. If you are not sure, press Something else.")
        .answer(1, "cash", "存取现金", "Cash in or out")
        .answer(2, "transfer", "转账", "Transfer")
        .answer(3, "passbook", "存折", "Passbook")
        .answer(4, "other", "其他", "Something else")
        .finish(false);
}

Scene choice_three(const flow::Preferences& p) {
    return Maker(Template::choice, "needs", p)
        .text(Role::position, "position", "第 2 步,共 4 步", "Step 2 of 4")
        .text(Role::title, "title", "要不要人陪,或者优先?", "Would you like company, or to go first?")
        .text(Role::instruction, "instruction", "不用出示证明,您说了算。", "No proof is needed.")
        .answer(1, "company", "要人陪", "Someone with me")
        .answer(2, "priority", "要优先", "Go first")
        .answer(3, "neither", "都不用", "Neither")
        .finish(false);
}

Scene confirm(const flow::Preferences& p) {
    return Maker(Template::confirm, "read_back", p)
        .text(Role::position, "position", "第 3 步,共 4 步", "Step 3 of 4")
        .text(Role::title, "title", "这样对吗?", "Is this right?")
        .text(Role::value, "value", "转账 1,200.00 元", "Transfer 1,200.00 yuan")
        .text(Role::detail, "detail", "一千二百元整,转给儿子,尾号 8 8 0 1", "One thousand two hundred, to your son, ending 8 8 0 1")
        .answer(1, "ok", "对,没错", "Yes, that is right", true)
        .answer(2, "none", "不对,改一下", "No, change it")
        .finish(false);
}

Scene number_entry(const flow::Preferences& p) {
    Scene made = Maker(Template::number_entry, "phone_tail", p)
        .text(Role::position, "position", "第 2 步,共 3 步", "Step 2 of 3")
        .text(Role::title, "title", "请按手机号后四位", "Last four digits of your phone")
        .text(Role::instruction, "instruction", "按错了,按退一格。", "If you pressed a wrong one, press Erase.")
        .text(Role::entry, "entry", "", "")
        .keypad()
        .answer(1, "ok", "好了", "Done", true)
        .answer(2, "none", "不用了", "No thanks")
        .finish(false);
    for (Node& node : made.nodes) {
        if (node.role == Role::entry) node.secret = PrivateText("13··");
    }
    return made;
}

Scene insert_item(const flow::Preferences& p) {
    return Maker(Template::insert_item, "card", p)
        .text(Role::position, "position", "第 2 步,共 4 步", "Step 2 of 4")
        .picture("insert_card", "插卡口在右下边", "The slot is at the lower right")
        .text(Role::title, "title", "请插入银行卡", "Please insert your card")
        .text(Role::instruction, "instruction", "芯片朝前,正面朝上。卡会还给您。", "Chip first, face up. The card comes back to you.")
        .answer(1, "none", "没带卡", "No card with me")
        .finish(false);
}

Scene wait(const flow::Preferences& p) {
    return Maker(Template::wait, "printing", p)
        .picture("printer", "", "")
        .text(Role::title, "title", "请稍等", "One moment please")
        .text(Role::instruction, "instruction", "正在打印您的号票。", "Your ticket is being printed.")
        .finish(false);
}

Scene result(const flow::Preferences& p) {
    return Maker(Template::result, "ticket", p)
        .text(Role::position, "position", "第 4 步,共 4 步", "Step 4 of 4")
        .picture("ticket", "", "")
        .text(Role::title, "title", "您的号", "Your number")
        .text(Role::value, "value", "A012", "A012")
        .text(Role::detail, "ahead", "前面 3 位,大约 10 到 15 分钟。", "3 people ahead, about 10 to 15 minutes.")
        .answer(1, "ok", "好", "All right", true)
        .finish(false);
}

Scene notice(const flow::Preferences& p) {
    return Maker(Template::notice, "help", p)
        .picture("call_staff", "", "")
        .text(Role::title, "title", "已经叫人了", "Staff have been called")
        .text(Role::instruction, "instruction", "大堂经理马上知道您在三号机。请您坐着等,不用走开。",
              "The lobby manager now knows that you are at kiosk three. Please stay seated.")
        .answer(1, "chair", "好,我等", "I will wait", true)
        .answer(2, "none", "不用了", "Not needed")
        .finish(false);
}

Scene notice_pages(const flow::Preferences& p) {
    return Maker(Template::notice, "consent_text", p)
        .text(Role::position, "position", "第 2 步,共 4 步", "Step 2 of 4")
        .text(Role::title, "title", "我们怎么用您的号码", "How we use your number")
        .text(Role::instruction, "instruction", "只用来认出您来了,好早点接待您。不打推销电话,不给别人。您随时可以取消,按取消登记就行。",
              "Only to know that you have come, so that we can greet you sooner. You can cancel at any time.")
        .page_keys()
        .answer(1, "ok", "同意", "I agree")
        .answer(2, "none", "不同意", "I do not agree")
        .finish(false);
}

/// A list of six in pages of four: the first page, or the last with its two.
Scene choice_pages(const flow::Preferences& p, bool last) {
    Maker maker(Template::choice, "which_account", p);
    maker.text(Role::position, "position", "第 3 步,共 5 步", "Step 3 of 5").text(Role::title, "title", "看哪一个?", "Which account?");
    for (int number = 1; number <= (last ? 2 : 4); ++number) maker.answer(number, "card", "社保卡 尾号 6688", "Time deposit ending in 6688");
    Scene made = maker.page_keys().finish(false);
    for (Node& node : made.nodes) {
        if (node.role == Role::answer) {
            node.secret = PrivateText(node.shown);
            node.shown.clear();
        }
    }
    const char* gone = last ? "page.next" : "page.previous";
    made.nodes.erase(std::find_if(made.nodes.begin(), made.nodes.end(), [&](const Node& node) { return node.id.text == gone; }));
    for (Node& node : made.nodes) {
        if (node.role == Role::page_key) node.state.enabled = true;
    }
    return made;
}

Scene pin_entry(const flow::Preferences& p, bool practice) {
    Maker maker(Template::number_entry, "pin", p);
    maker.text(Role::position, "position", "第 2 步,共 5 步", "Step 2 of 5");
    if (practice) maker.text(Role::detail, "status.practice", "练一练:不是真的办", "Practice: nothing is real");
    maker.text(Role::title, "title", "请输密码", "Please enter your PIN")
        .picture("pin_pad", "用手挡着按", "A hand covering the PIN pad")
        .text(Role::instruction, "instruction", "六位。请在密码键盘上按。", "Six digits, on the PIN pad.")
        .text(Role::entry, "entry", "", "");
    if (practice) maker.answer(1, "ok", "当作输好密码了", "As if entered", true);
    Scene made = maker.finish(false);
    for (Node& node : made.nodes) {
        if (node.role == Role::entry) node.secret = PrivateText("● ● ● ○ ○ ○");
    }
    return made;
}

/// An amount that only its owner should see, while a call is out and nothing is real.
Scene practised_result(const flow::Preferences& p) {
    Scene made = Maker(Template::result, "balance", p)
        .text(Role::position, "position", "第 4 步,共 5 步", "Step 4 of 5")
        .text(Role::detail, "status.help", "工号1001,正在过来", "Staff number 1001 is on the way")
        .text(Role::detail, "status.practice", "练一练:不是真的办", "Practice: nothing is real")
        .text(Role::title, "title", "余额", "Balance")
        .text(Role::value, "value", "9,999,999,999.99 元", "9,999,999,999.99 yuan")
        .text(Role::instruction, "instruction", "旁边有人,请点遮住。", "If somebody is near, press Cover.")
        .answer(1, "printer", "打印", "Print")
        .answer(2, "ok", "好了", "Done")
        .finish(false);
    for (Node& node : made.nodes) {
        if (node.role != Role::value) continue;
        node.secret = PrivateText(node.shown);
        node.shown.clear();
    }
    return made;
}

Scene rating(const flow::Preferences& p) {
    return Maker(Template::rating, "rating", p)
        .text(Role::title, "title", "这次办得怎么样?", "How did it go this time?")
        .answer(1, "face_very_good", "很好", "Very well")
        .answer(2, "face_good", "好", "Well")
        .answer(3, "face_fair", "一般", "So-so")
        .answer(4, "face_poor", "不好", "Badly")
        .finish(false);
}

Scene idle(const flow::Preferences& p) {
    Scene made = Maker(Template::idle, "idle", p)
        .text(Role::detail, "detail.date", "11月27日 星期五", "Friday, 27 November")
        .text(Role::detail, "detail.called", "正在叫 A011  T005", "Now calling A011  T005")
        .text(Role::detail, "detail.waiting", "前面还有 6 位", "6 people are ahead of you")
        .text(Role::detail, "detail.hall_wait", "大约等 10 到 20 分钟", "About 10 to 20 minutes")
        .text(Role::title, "title", "您好,请点一下屏幕", "Hello, please touch the screen")
        .text(Role::instruction, "line.1", "有号票,请扫一扫", "With a ticket, please scan it")
        .answer(1, "touch", "点这里", "Touch here", true)
        .finish(true);
    for (Node& node : made.nodes) {
        if (node.role == Role::answer) node.action = flow::Action{ActionKind::wake, {}};
    }
    return made;
}

}  // namespace

Scene make(const std::string& name, const flow::Preferences& p) {
    if (name == "choice") return choice(p);
    if (name == "choice_three") return choice_three(p);
    if (name == "confirm") return confirm(p);
    if (name == "number_entry") return number_entry(p);
    if (name == "insert_item") return insert_item(p);
    if (name == "wait") return wait(p);
    if (name == "result") return result(p);
    if (name == "notice") return notice(p);
    if (name == "notice_pages") return notice_pages(p);
    if (name == "choice_pages") return choice_pages(p, false);
    if (name == "choice_last_page") return choice_pages(p, true);
    if (name == "pin_entry") return pin_entry(p, false);
    if (name == "pin_entry_practised") return pin_entry(p, true);
    if (name == "practised_result") return practised_result(p);
    if (name == "rating") return rating(p);
    if (name == "idle") return idle(p);
    if (name == "overlay") {
        Scene made = choice(p);
        Maker maker(Template::notice, "overlay", p);
        made.overlay = maker.overlay().finish(true).overlay;
        return made;
    }
    if (name.ends_with("_more")) {
        Scene made = make(name.substr(0, name.size() - 5), p);
        Maker maker(made.arrangement, "more", p);
        maker.second_row();
        const Scene keys = maker.finish(true);
        for (const Node& node : keys.nodes) {
            const bool known = std::any_of(made.nodes.begin(), made.nodes.end(), [&](const Node& other) { return other.id == node.id; });
            if (!known) made.nodes.push_back(node);
        }
        return made;
    }
    return home(p);
}

std::vector<NamedScene> all(const flow::Preferences& preferences) {
    std::vector<NamedScene> scenes;
    for (const char* name : {"home", "choice", "choice_three", "confirm", "number_entry", "insert_item", "wait", "result", "notice",
                             "notice_pages", "choice_pages", "choice_last_page", "pin_entry", "pin_entry_practised", "practised_result",
                             "rating", "idle", "overlay", "home_more", "choice_more", "number_entry_more", "result_more", "choice_pages_more", "practised_result_more"}) {
        scenes.push_back({name, make(name, preferences)});
    }
    return scenes;
}

FontFiles fonts() {
    const std::filesystem::path cut = SILVERLANE_FONT_FOLDER;
    const std::filesystem::path noto = "/usr/share/fonts/opentype/noto";
    return {cut / "silverlane-regular.otf", cut / "silverlane-bold.otf", noto / "NotoSansCJK-Regular.ttc", noto / "NotoSansCJK-Bold.ttc",
            "Noto Sans CJK SC"};
}

std::filesystem::path icons() { return std::filesystem::path(SILVERLANE_SOURCE_DIR) / "ui_assets/icons"; }

Panel landscape() { return make_panel(1920, 1080, 21.5).value(); }
Panel portrait() { return make_panel(1080, 1920, 21.5).value(); }

WindowSettings settings(const Panel& panel) {
    WindowSettings made;
    made.panel = panel;
    made.fonts = fonts();
    made.icon_folder = icons();
    made.presenter = PresenterKind::memory;
    return made;
}

}  // namespace silverlane::ui::samples
