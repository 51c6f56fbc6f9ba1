/** What a change of many would do, and did, in words. */
const NAMED = 6

/** 一班20人、未填班级18人，最后合起来：另有3种5人。 */
export function peopleWords(before: { text: string; count: number }[]): string {
  const more = before.slice(NAMED)
  const rest = more.length > 0 ? [`其他${more.length}种共${more.reduce((sum, { count }) => sum + count, 0)}人`] : []
  return [...before.slice(0, NAMED).map(({ text, count }) => `${text}${count}人`), ...rest].join('、')
}

export function leftWords({ changes, same, gone }: { changes: number; same: number; gone: number }): string[] {
  return [...(same > 0 && changes > 0 ? [`${same}人已经是这样，不动`] : []), ...(gone > 0 ? [`${gone}人已不在这个名册，不动`] : [])]
}

/** Whom a change left alone: 2人没有改动，因为刚才有人改过：张三、李四。 */
export function untouchedWords({ left, leftTotal }: { left: string[]; leftTotal: number }): string {
  return leftTotal === 0 ? '' : `${leftTotal}人没有动，因为同时有人改过：${left.slice(0, NAMED).join('、')}${leftTotal > NAMED ? '等' : ''}`
}
