import { Input, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { Tap } from '../tap'
import { aria } from '../../services/aria'
import css from './index.module.scss'

interface Props {
  placeholder: string
  /** The words to look for, a third of a second after the last key. */
  onSearch: (words: string) => void
}

/** A search field. */
export function SearchBar({ placeholder, onSearch }: Props) {
  const [words, setWords] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: string): void => {
    setWords(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(next.trim()), 330)
  }
  return (
    <View className={css.bar}>
      <Input className={css.input} value={words} placeholder={placeholder} placeholderClass="hint" confirmType="search" onInput={(e) => change(e.detail.value)} {...aria({ label: placeholder, role: 'searchbox' })} />
      {words ? <Tap className={css.clear} label="清空" onTap={() => change('')}>清空</Tap> : null}
    </View>
  )
}
