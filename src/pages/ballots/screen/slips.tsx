import { Image, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { showFile } from '../../../services/made-file'
import { useSensitive } from '../../../services/sensitive'
import css from '../../../styles/ballots.module.scss'

/** A group of a vote. */
export interface Pile { kind: BallotKind; id: string; group: string }
type SlipsPage = OutputOf<'ballots.slips'>

interface Props { pile: Pile; /** Before the opening nobody can come in by one yet. */ toPrint: boolean }

/** Slips: printed on sheets, or shown one after the other where there is no printer. */
export function Slips({ pile, toPrint }: Props) {
  const sensitive = useSensitive()
  const load = useAction('ballots.slips', { guard: sensitive.guard })
  const print = useAction('ballots.slipSheet', { guard: sensitive.guard })
  const [at, setAt] = useState(0)
  const [known, setKnown] = useState<SlipsPage | null>(null)
  const [printed, setPrinted] = useState<{ part: number; parts: number } | null>(null)
  const slip = known?.slips.find(({ n }) => n === at)

  const show = async (n: number): Promise<void> => {
    if (!known?.slips.some((one) => one.n === n)) {
      const page = await load.run({ ...pile, from: n - 1 })
      if (!page) return
      setKnown(page)
    }
    setAt(n)
  }
  const many = printed !== null && printed.parts > 1
  const part = many ? (printed.part % printed.parts) + 1 : 1
  const printPart = async (): Promise<void> => {
    const made = await print.run({ ...pile, part })
    if (!made) return
    setPrinted({ part, parts: made.parts })
    await showFile(made)
  }
  const how = toPrint ? '开始以前就可以打印：剪开，装进信封请每人抽一张。开始以后才能扫。' : '打印出来剪开，装进信封请每人抽一张；没有打印机，就在这里一张一张给同学扫。'
  return (
    <Page
      over={sensitive.sheet}
      footer={slip && known ? <FooterBar note="下一位同学前先点下一张"><Button text="上一张" kind="plain" disabled={at <= 1} onTap={() => void show(at - 1)} /><Button text="下一张" busy={load.busy} disabled={at >= known.total} onTap={() => void show(at + 1)} /></FooterBar> : null}
    >
      {slip && known ? (
        <View className={css.paper}>
          {slip.image ? <Image className={css.image} src={slip.image} mode="aspectFit" {...aria({ label: `第${slip.n}张投票码，用微信扫一扫`, role: 'img' })} /> : <View className={css.noImage}>图片没有出来，请返回再试</View>}
          <View>第{slip.n}张，共{known.total}张</View>
        </View>
      ) : (
        <View>
          <EmptyState title="每人一张，扫了就能投" hint={many ? `${how}一共${printed.parts}份，已经打印到第${printed.part}份。` : how} action={{ text: many ? `打印第${part}份` : '打印小票', onTap: () => void printPart() }} />
          {toPrint ? null : <Button text="一张一张出示" kind="plain" busy={load.busy} onTap={() => void show(1)} />}
        </View>
      )}
    </Page>
  )
}
