/** The demo: 示例大学 and a year of its life, lived through the product's own actions. */
import { Calendar } from './calendar'
import { learnIds } from './joining'
import { planYear, type Scene } from './life'
import type { Persona } from './personas'
import { Product } from './product'
import { Dice } from './random'
import { begin } from './setup'
import { castOf, planSecondImport, planShowcase } from './showcase'
import { university } from './university'

/** Fills an empty environment; answers who one can be in the preview. `now` is the present that the year leads up to. */
export async function seedDemo(cloudUrl: string, foundingCode: string, now: Date): Promise<Persona[]> {
  const scene: Scene = { calendar: new Calendar(), product: new Product(cloudUrl), dice: new Dice(20_261_120), today: now }
  const { branches } = begin(scene.calendar, scene.product, scene.dice, now, foundingCode)
  const [software] = branches
  planShowcase(scene, software!)
  planSecondImport(scene, branches, (branch) => learnIds(scene.product, university.founder.openid, branch))
  planYear(scene, branches)
  await scene.calendar.live((instant) => scene.product.setNow(instant))

  const { secretary, member, probationary } = castOf(software!)
  const deputy = branches.flatMap(({ people }) => people).find(({ name }) => name === '赵志远')!
  return [
    { key: 'secretary', label: '支部书记', name: secretary.name, openid: secretary.openid, about: software!.plan.name },
    { key: 'member', label: '正式党员', name: member.name, openid: member.openid, about: software!.plan.name },
    { key: 'probationary', label: '预备党员', name: probationary.name, openid: probationary.openid, about: software!.plan.name },
    { key: 'committee', label: '党委副书记', name: deputy.name, openid: deputy.openid, about: university.committee },
    { key: 'student', label: '学生（未加入）', name: '林小雨', openid: 'o-demo-student', about: '还没有加入支部' },
    { key: 'stranger', label: '陌生人', name: '路过的人', openid: null, about: '第一次打开小程序' },
  ]
}
