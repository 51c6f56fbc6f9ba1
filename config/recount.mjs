#!/usr/bin/env node
/**
 * Recounts a ballot box from a scrutineer's export and checks the fingerprint that was published. Needs Node and nothing
 * else, so that anybody can read all of it and run it anywhere: `node recount.mjs 监票导出.json [published fingerprint]`.
 *
 * The export: { box, fingerprint, salt, questions: [{ key, name }], groups: { <group>: { name, ballots, taken, answers: { <key>: [choice, …] }, others: [name, …],
 *   nonces: { <key>: [nonce, …] }, commitments: { <key>: [commitment, …] } } } }; the last two only where phones keep receipts. Nonces stand at the places of their choices;
 *   commitments are what was published, each list in an order of its own.
 * The fingerprint: sha256 over the salt, a line feed, and the sorted lines `group⇥question⇥choice` (`⇥nonce` where there is one), each ended by a line feed;
 *   ballots stand under `#`, others written in under `*`.
 * A commitment: the first 22 characters of sha256, in base64url, over the lines box, question, choice and nonce, joined by line feeds.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [file, published] = process.argv.slice(2)
if (!file) {
  console.error('用法：node recount.mjs 监票导出.json [公布的指纹]')
  process.exit(2)
}
const box = JSON.parse(readFileSync(file, 'utf8'))
const lines = []
let wrong = 0
const say = (text) => console.log(text)
const fail = (text) => {
  wrong++
  say(text)
}
const commitmentOf = (question, choice, nonce) => createHash('sha256').update([box.box, question, choice, nonce].join('\n')).digest('base64url').slice(0, 22)

/** Every choice opens one published commitment of its question, each commitment is opened by one choice. */
function opened(question, choices, nonces, commitments) {
  const left = new Map()
  for (const one of commitments) left.set(one, (left.get(one) ?? 0) + 1)
  let unmatched = 0
  choices.forEach((choice, n) => {
    const one = commitmentOf(question, choice, nonces[n])
    if (left.get(one) > 0) left.set(one, left.get(one) - 1)
    else unmatched++
  })
  return { unmatched, left: [...left.values()].reduce((sum, n) => sum + n, 0) }
}

for (const [group, { name, ballots, taken, answers, nonces, commitments, others }] of Object.entries(box.groups)) {
  say(`${name}：${ballots}张票，${taken}人领票`)
  if (taken !== ballots) fail('  票数和领票人数不一样')
  lines.push(`${group}\t#\t${ballots}`)
  for (const { key, name: question } of box.questions) {
    const list = answers[key] ?? []
    if (list.length !== ballots) fail(`  ${question}：有${list.length}个选择，应当是${ballots}个`)
    const counts = {}
    list.forEach((choice, n) => {
      counts[choice] = (counts[choice] ?? 0) + 1
      lines.push(`${group}\t${key}\t${choice}${nonces ? `\t${nonces[key]?.[n]}` : ''}`)
    })
    say(`  ${question}：${Object.entries(counts).map(([choice, n]) => `${box.choices?.[choice] ?? choice} ${n}`).join('，')}`)
    if (!nonces) continue
    const { unmatched, left } = opened(key, list, nonces[key] ?? [], commitments?.[key] ?? [])
    if (unmatched > 0 || left > 0) fail(`  ${question}：有${unmatched}个选择和交票时的凭据对不上，有${left}个凭据没有对应的选择`)
  }
  if (nonces) say(wrong === 0 ? '  每个选择都对得上一个公布的凭据' : '  凭据或票数对不上，请看上面')
  for (const other of others) lines.push(`${group}\t*\t${other}`)
  if (others.length > 0) say(`  另选：${others.join('、')}`)
}
const fingerprint = createHash('sha256').update(`${box.salt}\n${lines.sort().map((line) => `${line}\n`).join('')}`).digest('hex')
say(`重算的指纹：${fingerprint}`)
// What was copied from the page may name several groups, a line each.
const told = published && (published.toLowerCase().match(/[0-9a-f]{64}/g) ?? [published])
for (const [whose, said] of [['导出文件里的', box.fingerprint && [box.fingerprint]], ['公布的', told]]) {
  if (!said) continue
  if (said.includes(fingerprint)) say(`与${whose}指纹一致`)
  else fail(`与${whose}指纹不一致：${said.join('、')}`)
}
process.exit(wrong === 0 ? 0 : 1)
