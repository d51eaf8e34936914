// SPDX-License-Identifier: GPL-3.0-or-later
// Both languages say the same things, every key that the page names has words, and the notices are the agreed ones.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import chinese from '../../ui_assets/web/phone/texts/zh-CN.js';
import english from '../../ui_assets/web/phone/texts/en.js';

const folder = new URL('../../ui_assets/web/phone/', import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
const fillers = (words) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('both languages hold the same keys with the same fillers', () => {
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  for (const [key, words] of Object.entries(chinese)) assert.deepEqual(fillers(english[key]), fillers(words), key);
});

test('every key that the page names has words, and every word is named', () => {
  const named = new Set([...sources.matchAll(/'((?:title|language|bank|opening|offline|slow|notice|marketing|place|called|missed|ended|code|choices|forget|nothing|over|said)(?:\.[a-z_]+)*)'/g)].map(([, key]) => key));
  // Whoever came by the slip reads these instead.
  for (const part of ['who', 'match', 'day', 'free', 'refuse']) named.add(`notice.${part}_slip`);
  for (const purpose of ['service', 'marketing']) named.add(`choices.${purpose}`);
  for (const key of named) if (key.includes('.') || key === 'title') assert.ok(chinese[key], `no words for ${key}`);
  for (const key of Object.keys(chinese)) assert.ok(named.has(key), `nobody says ${key}`);
});

test('the notice is the agreed text, word for word, and its six parts are there', () => {
  const notice = ['notice.title', 'notice.who', 'notice.match', 'notice.day', 'notice.free', 'notice.contact'].map((key) => chinese[key]).join('\n');
  assert.equal(notice, `登记到店（可以不登记）
我们是{bank}{branch}。您同意后，我们用您输入的手机号后四位和到店时间，安排工作人员帮您排队和办事。
我们会对照您在本行的客户资料，让工作人员知道怎么帮您。不显示您的金额，不拍您的脸。
只用于今天的服务，今天营业结束就删除；同意记录保留{days}天。
不同意也能上网，也能办业务。您随时可以在这里或找工作人员撤回。
联系：{phone}。详细说明见《个人信息说明》。`);
  assert.equal(chinese['notice.agree'], '同意登记');
  assert.equal(chinese['notice.refuse'], '不登记，直接上网');
  assert.equal(chinese['marketing.title'], '是否愿意收到活动和产品消息？');
});

test('the notice of who came by a slip speaks of the slip, with the same six parts', () => {
  for (const words of [chinese, english]) {
    const notice = ['who', 'match', 'day', 'free'].map((part) => words[`notice.${part}_slip`]).join('\n');
    assert.doesNotMatch(notice, /手机号|后四位|上网|four digits|Wi-Fi/, 'nothing that was never typed, nothing that is not asked for');
    assert.match(notice, /\{bank\}.*\{branch\}/);                              // who
    assert.match(notice, /这张号票和到店时间|this ticket and your arrival time/);   // which data
    assert.match(notice, /安排工作人员|arrange staff/);                          // what for
    assert.match(notice, /\{days\}/);                                          // how long
    assert.match(notice, /这一次到店|this visit only/);
    assert.match(notice, /照样叫号|called and served all the same/);             // no worse without
    assert.match(notice, /撤回|Withdraw/);                                       // and back again
  }
});

test('nothing that hurries, blames or threatens', () => {
  for (const words of Object.values(chinese)) assert.doesNotMatch(words, /必须|不得|错误|失败|非法|快点|过期作废/);
});
