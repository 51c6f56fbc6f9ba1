/** The people of 示例大学: made up, with ID numbers of a region that does not exist (990xxx) and telephone numbers nobody has. */
import { at, dayOf, plusYears } from './days'
import { fictitiousIdNumber } from './identity'
import type { Dice } from './random'

export interface SeedPerson {
  name: string
  male: boolean
  idNumber: string
  birthday: string
  ethnicity: string
  education: string
  joinedOn: string
  /** The day of becoming a full member; later than today for those who are probationary now. */
  fullOn: string
  job: string
  phone: string
  address: string
  studentNumber: string
  className: string
  group: string
  openid: string
}

export interface BranchPlan {
  key: string
  name: string
  /** Full members now, probationary members now. */
  full: number
  probationary: number
  groups: number
  kind: 'undergraduate' | 'master' | 'staff'
  subject: string
  /** People whom the demo speaks of, by their place in the branch; 0 is the secretary, the probationary members come last. */
  known: Record<number, { name: string; male: boolean; staff?: boolean }>
  /** How many use the mini-program. */
  bound: number
}

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const maleNames = '子轩 浩然 宇航 俊杰 博文 志远 天佑 明哲 思远 嘉豪 鹏程 文涛 家辉 晨阳 立新 国栋 泽宇 建华 海峰 世杰 承志 永康 昊天 景行 一鸣 凯旋 书豪 少华 振宇 学文'.split(' ')
const femaleNames = '雨欣 思涵 梓萱 晓彤 佳怡 静雯 若曦 诗琪 婉清 雅婷 慧敏 欣悦 秋月 晓梅 雪莹 丽华 春燕 紫薇 文静 玉洁 可心 海燕 梦瑶 芳菲 语嫣 书瑶 凤英 淑贤 红霞 亦菲'.split(' ')
const ethnicities = [...Array<string>(22).fill('汉族'), '回族', '满族', '壮族', '苗族', '土家族', '蒙古族']

/** Makes people without repeating a name, an ID number or a telephone number. */
export class PeopleMaker {
  private readonly names = new Set<string>()
  private count = 0

  constructor(private readonly dice: Dice, private readonly today: Date) {}

  /** Keeps names for those of whom the demo speaks. */
  reserve(names: string[]): void {
    for (const name of names) this.names.add(name)
  }

  private newName(male: boolean): string {
    for (;;) {
      const name = this.dice.pick([...surnames]) + this.dice.pick(male ? maleNames : femaleNames)
      if (!this.names.has(name)) {
        this.names.add(name)
        return name
      }
    }
  }

  /** One person of a branch, the n-th of it; `joinedOn` decides how long a member. */
  person(branch: BranchPlan, n: number, joinedOn: string, staff: boolean): SeedPerson {
    const number = ++this.count
    const known = branch.known[n]
    const male = known?.male ?? this.dice.chance(55)
    const year = Number(joinedOn.slice(0, 4))
    const birthYear = staff ? this.dice.between(1966, 1991) : year - (branch.kind === 'master' ? 21 : 19) - this.dice.between(0, 1)
    const birthday = `${birthYear}-${two(this.dice.between(1, 12))}-${two(this.dice.between(1, 28))}`
    const region = `99010${this.dice.between(1, 9)}`
    const since = Math.min(birthYear + (branch.kind === 'master' ? 22 : 18), Number(dayOf(this.today).slice(0, 4)))
    const classes = `${String(since).slice(2)}${branch.subject}${this.dice.between(1, 3)}班`
    return {
      name: known?.name ?? this.newName(male), male, idNumber: fictitiousIdNumber(birthday, `${two(number % 50 + 10)}${male ? 1 : 2}`, region), birthday,
      ethnicity: this.dice.pick(ethnicities),
      education: staff ? '硕士研究生毕业' : branch.kind === 'master' ? '大学本科毕业' : '普通高中毕业',
      joinedOn, fullOn: plusYears(joinedOn, 1),
      job: staff ? '高等学校教师' : '在校学生',
      phone: `1990000${String(number).padStart(4, '0')}`,
      address: `示例市示例区学府路${this.dice.between(1, 99)}号`,
      studentNumber: staff ? '' : `${since}${String(number).padStart(6, '0')}`,
      className: staff ? '' : classes,
      group: branch.groups > 0 ? groupName(n % branch.groups) : '',
      openid: `o-demo-${String(number).padStart(4, '0')}`,
    }
  }

  /** Everybody of a branch, the secretary first. */
  branch(plan: BranchPlan): SeedPerson[] {
    const people: SeedPerson[] = []
    const day = (daysAgo: number) => dayOf(at(this.today, -daysAgo, '12:00'))
    for (let n = 0; n < plan.full; n++) {
      const staff = plan.kind === 'staff' || plan.known[n]?.staff === true
      // A third of today's full members were still probationary a year ago.
      const daysAgo = staff ? this.dice.between(2500, 6000) : this.dice.chance(33) ? this.dice.between(430, 640) : this.dice.between(760, 1000)
      people.push(this.person(plan, n, day(daysAgo), staff))
    }
    for (let n = plan.full; n < plan.full + plan.probationary; n++) {
      people.push(this.person(plan, n, day(n === plan.full ? 170 : this.dice.between(60, 320)), plan.kind === 'staff'))
    }
    return people
  }
}

const two = (n: number): string => String(n).padStart(2, '0')
export const groupName = (n: number): string => `第${'一二三四五'[n]}党小组`
