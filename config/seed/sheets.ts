/** Sheets that go round: one the committee asks of three branches, one from above that the branch filled last month. */
import { blankSheet, type BlankSheet } from './blank-sheets'
import { at } from './days'
import type { SeedBranch } from './joining'
import type { Scene } from './life'
import { castOf } from './showcase'
import { university } from './university'

const asked: BlankSheet = {
  title: '学生党员情况统计表', lines: ['填报单位：'], headers: ['序号', '姓名', '公民身份证号', '性别', '出生日期', '入党时间', '学号', '手机号', '家庭住址', '特长'],
  rows: [[], [], []], footer: ['填表人：            联系电话：'],
}
const fromSchool: BlankSheet = {
  title: '党员基本信息汇总表', lines: ['填报单位：'], headers: ['序号', '姓名', '性别', '民族', '出生日期', '人员类别', '入党时间', '转正时间', '学号', '手机号'],
  rows: [[], [], []], footer: ['填表人：            审核人：'],
}

/** Notes the committee's task: the second branch has confirmed, another got it sent back, the demo's has it before it. */
export function planCollection({ calendar, product, today }: Scene, branches: SeedBranch[], committeeId: () => string): void {
  const [software, second, , data] = branches as [SeedBranch, SeedBranch, SeedBranch, SeedBranch]
  const by = branches.flatMap(({ people }) => people).find(({ name }) => name === university.clerk)!.openid
  calendar.on(at(today, -3, '10:40'), async () => {
    const fileName = '学生党员情况统计表.xlsx'
    const draft = await product.call(by, 'collections.draft', { organisationId: committeeId(), fileName, ...await product.upload(by, 'template', fileName, blankSheet(asked)) })
    await product.call(by, 'collections.send', {
      collectionId: draft.id, title: '学生党员情况统计表', note: '请核对学号和手机号；特长写一项，没有写“无”。', due: at(today, 4, '18:00').toISOString(), who: 'all', all: false, organisationIds: [software.id, second.id, data.id],
      columns: draft.columns.map(({ index, item }) => ({ index, item, required: false })),
    })
    for (const [branch, days, time] of [[second, -2, '16:10'], [data, -2, '17:30']] as const) {
      calendar.on(at(today, days, time), async () => {
        const { items } = await product.call(branch.secretary.openid, 'collections.incoming', {})
        await product.call(branch.secretary.openid, 'collections.confirm', { answerId: items[0]!.id })
      })
    }
    calendar.on(at(today, -1, '09:10'), async () => {
      const { items } = await product.call(by, 'collections.branches', { collectionId: draft.id })
      const answer = items.find(({ name }) => name === data.plan.name)!
      await product.call(by, 'collections.sendBack', { answerId: answer.id, turn: answer.turn, reason: '新转入的卢可心同志没有学号，请补齐' })
    })
  })
}

/** Notes last month's filling. */
export function planBackfill({ calendar, product, today }: Scene, branch: SeedBranch): void {
  const by = castOf(branch).officer.openid
  calendar.on(at(today, -32, '15:20'), async () => {
    const fileName = '党员基本信息汇总表（学院）.xlsx'
    const { runId } = await product.call(by, 'backfill.start', { organisationId: branch.id, fileName, ...await product.upload(by, 'template', fileName, blankSheet(fromSchool)) })
    await product.prove(by)
    await product.call(by, 'backfill.fill', { runId })
  })
}
