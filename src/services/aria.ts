interface Spoken {
  /** What a screen reader says; needed where the text on screen does not say it. */
  label?: string
  role?: 'button' | 'link' | 'checkbox' | 'radio' | 'switch' | 'tab' | 'img' | 'dialog' | 'alert' | 'heading' | 'searchbox'
  disabled?: boolean
  checked?: boolean
  hidden?: boolean
}

/** The attributes by which a screen reader knows an element, as each shell names them. */
export function aria({ label, role, disabled, checked, hidden }: Spoken): Record<string, string> {
  const weapp = process.env.TARO_ENV === 'weapp'
  return {
    ...(label ? { 'aria-label': label } : {}),
    ...(role ? { [weapp ? 'aria-role' : 'role']: role } : {}),
    ...(role && !weapp && role !== 'img' && role !== 'alert' && role !== 'dialog' && role !== 'heading' ? { tabindex: '0' } : {}),
    ...(disabled ? { 'aria-disabled': 'true' } : {}),
    ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
    ...(hidden ? { 'aria-hidden': 'true' } : {}),
  }
}
