/** What people write beside their names in a chain, and what it says about coming. Pure. */

/** Says that the person does not come, whatever else stands there. */
const ABSENT = /请[事病公年]?假|缺席|取消(?:报名|参加)?|退出|(?:不可以|不行)|(?:不|没法|无法|不能|没能|未能|不便|不方便)(?:参加|出席|参与|前来|前往|报名|到场|到会|到了|来了|去了|来|去)|(?:来|去|到|参加|赶)不(?:了|成|上|到)/
/** Says why somebody does not come, unless it is why they come late. */
const BUSY = /有(?:事|课|会|考试|安排|冲突)|出差|生病|住院|隔离|加班|值班|冲突|没空|没时间|外出|在外地|不在(?:校|家|本地)|回老?家/
/** Says that the person comes, perhaps not at once or not in person. */
const PRESENT = /晚到|迟到|晚点|晚一点|晚些|稍晚|晚来|早退|早走|先走|提前(?:走|离开)|线上|参加|参与|出席|报名|能来|能到|会到|会来|可以|准时|收到|已[阅读知]|知悉|明白/
/** Says that the person does not know yet: nobody may decide for them. */
const UNDECIDED = /待定|不确定|不一定|看情况|可能(?:不|没|无|有事|请假|出差|参加|[来去到]不)/
/** Takes back an earlier leave. */
const BACK = /取消请假|[销消]假|[不无没]请假/g
/** Words that say yes when they stand alone. */
const YES_ALONE = /^(?:到|去|来|是|好|好的|行|嗯|1|ok|yes|y|√|✓|✔|✅|☑|参加|报名|收到|可以|能来|能到|准时(?:到|参加)?|已阅|已读|已知|知悉|明白|谢谢|我(?:参加|去|来|报名)?|(?:本人)?(?:确认)?参加)+$/i
/** Where a remark begins inside a word that began with a name: `李秀英请假`. None of these is a name. */
const REMARK_START = /(?:已|因|我|本人|当天|当日|临时|可能|暂|现|要|需|会|确认|线上)*(?:请[事病公年]?假|缺席|取消|退出|不参加|不去|不来|没法|无法|不能|未能|来不了|去不了|到不了|参加|参与|出席|报名|收到|已阅|已读|知悉|明白|晚到|迟到|晚点|晚一点|晚些|稍晚|早退|先走|提前|线上|有事|有课|出差|生病|住院|加班|值班|没空|没时间|在外地|待定|不确定|看情况|带(?=[一两二三四五六七八九十\d家孩爱朋同]))/

export type Said = 'yes' | 'no' | 'undecided' | 'nothing'

/** What a remark says about coming. A remark that only explains lateness, or only a part that is missed, still says yes. */
export function whatIsSaid(written: string): Said {
  const remark = written.replace(BACK, '参加')
  if (!remark.trim()) return 'nothing'
  if (UNDECIDED.test(remark)) return 'undecided'
  if (/请[事病公年]?假/.test(remark)) return 'no'
  if (ABSENT.test(remark)) return PRESENT.test(remark.replace(new RegExp(ABSENT, 'g'), ' ')) ? 'yes' : 'no'
  if (BUSY.test(remark)) return PRESENT.test(remark) ? 'yes' : 'no'
  if (PRESENT.test(remark) || YES_ALONE.test(remark.replace(/[\s,。.!;、~]/g, ''))) return 'yes'
  return 'nothing'
}

/** Where in a word a remark begins; −1 where there is none. */
export const remarkStart = (word: string): number => word.search(REMARK_START)

/** Whether a word is an answer and no name: `收到`, `到`, `✓`. */
export const isAnswerAlone = (word: string): boolean => YES_ALONE.test(word)

const digits: Record<string, number> = { 一: 1, 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
const toNumber = (text: string): number => digits[text] ?? Number(text)
const NUMBER = '([一两二三四五六七八九十]|\\d{1,2})'

/** How many a remark says are brought along: `带2人`, `带孩子`, `共3人` (oneself included); 0 where it says nothing. */
export function guestsIn(remark: string): number {
  const brought = new RegExp(`(?:带|携|外加|另加)\\s*${NUMBER}\\s*(?:人|个|位|名|娃|孩)`).exec(remark)
  if (brought) return toNumber(brought[1]!)
  const whole = new RegExp(`(?:共|一共|总共|合计)\\s*${NUMBER}\\s*(?:人|位|个)`).exec(remark)
  if (whole) return Math.max(toNumber(whole[1]!) - 1, 0)
  return /[带携](?:上|着)?(?:家属|家人|孩子|小孩|娃|爱人|朋友|同学|同事)/.test(remark) ? 1 : 0
}
