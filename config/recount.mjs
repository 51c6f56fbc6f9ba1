#!/usr/bin/env node
/**
 * Recounts a ballot box from a scrutineer's export and checks the fingerprint that was published. Needs Node and nothing
 * else, so that anybody can read all of it and run it anywhere: `node recount.mjs 监票导出.json [published fingerprint]`.
 *
 * The export: { fingerprint, questions: [{ key, name }], groups: { <group>: { name, ballots, answers: { <key>: [choice, …] }, others: [name, …] } } }
 * The fingerprint: sha256 over the sorted lines `group⇥question⇥choice`, each ended by a line feed; ballots under `#`, others written in under `*`.
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
for (const [group, { name, ballots, answers, others }] of Object.entries(box.groups)) {
  say(`${name}：${ballots}张票`)
  lines.push(`${group}\t#\t${ballots}`)
  for (const { key, name: question } of box.questions) {
    const list = answers[key] ?? []
    if (list.length !== ballots) {
      wrong++
      say(`  ${question}：有${list.length}个选择，应当是${ballots}个`)
    }
    const counts = {}
    for (const choice of list) {
      counts[choice] = (counts[choice] ?? 0) + 1
      lines.push(`${group}\t${key}\t${choice}`)
    }
    say(`  ${question}：${Object.entries(counts).map(([choice, n]) => `${box.choices?.[choice] ?? choice} ${n}`).join('，')}`)
  }
  for (const other of others) lines.push(`${group}\t*\t${other}`)
  if (others.length > 0) say(`  另选：${others.join('、')}`)
}
const fingerprint = createHash('sha256').update(lines.sort().map((line) => `${line}\n`).join('')).digest('hex')
say(`重算的指纹：${fingerprint}`)
for (const [whose, said] of [['导出文件里的', box.fingerprint], ['公布的', published]]) {
  if (!said) continue
  if (said !== fingerprint) wrong++
  say(said === fingerprint ? `与${whose}指纹一致` : `与${whose}指纹不一致：${said}`)
}
process.exit(wrong === 0 ? 0 : 1)
