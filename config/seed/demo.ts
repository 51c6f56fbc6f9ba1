/** The demo: 示例大学 and a year of its life, lived through the product's own actions. */
import { planApplicants } from './applicants'
import { Calendar } from './calendar'
import { planElections } from './elections'
import { learnIds, type SeedMember } from './joining'
import { planYear, type Scene } from './life'
import { planAway, planTransfers } from './moves'
import { outsiders, type Persona } from './personas'
import { Product } from './product'
import { Dice } from './random'
import { planGraduation, planHandover, planRecords } from './season'
import { begin } from './setup'
import { planBackfill, planCollection } from './sheets'
import { castOf, planSecondImport, planShowcase } from './showcase'
import { university } from './university'

/** Fills an empty environment; answers who one can be in the preview. `now` is the present that the year leads up to. */
export async function seedDemo(cloudUrl: string, foundingCode: string, now: Date): Promise<Persona[]> {
  const scene: Scene = { calendar: new Calendar(), product: new Product(cloudUrl), dice: new Dice(20_261_120), today: now }
  const { branches, above } = begin(scene.calendar, scene.product, scene.dice, now, foundingCode)
  const [software, software2] = branches
  planShowcase(scene, software!)
  planApplicants(scene, software!)
  planTransfers(scene, branches)
  planAway(scene, software!)
  planCollection(scene, branches, () => above.get(university.committee)!)
  planBackfill(scene, software!)
  planGraduation(scene, software!)
  planHandover(scene, software!)
  planRecords(scene, software!)
  planElections(scene, [software!, software2!], university.committee)
  planSecondImport(scene, branches, (branch) => learnIds(scene.product, university.founder.openid, branch))
  planYear(scene, branches)
  await scene.calendar.live((instant) => scene.product.setNow(instant))

  const { secretary, member, probationary } = castOf(software!)
  const deputy = branches.flatMap(({ people }) => people).find(({ name }) => name === '赵志远')!
  const persona = (key: string, post: string, { name, openid }: SeedMember, note: string): Persona => ({ key, label: `${post} ${name}`, openid, note })
  return [
    persona('secretary', '支部书记', secretary, software!.plan.name),
    persona('member', '正式党员', member, software!.plan.name),
    persona('probationary', '预备党员', probationary, software!.plan.name),
    persona('committee', '党委副书记', deputy, university.committee),
    ...outsiders,
  ]
}
